"""Specs, cards and tables as parts of a file that readers take away."""
