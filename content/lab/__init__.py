"""The story of one laboratory: all that the registers hold of it, and those it stands beside."""
