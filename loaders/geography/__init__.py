"""Province boundaries, places and the map that pages show."""
