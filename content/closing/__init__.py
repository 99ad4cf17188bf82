"""How a version is judged as it is published, and the closing of a goal."""
