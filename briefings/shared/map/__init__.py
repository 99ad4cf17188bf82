"""Province maps as native shapes."""
