"""What readers take away as files. The only room that writes office files."""
