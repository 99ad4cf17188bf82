"""Entry and exit of laboratories, their careers and rectifications."""
