"""What the wall shows: scenes, the month's changes, settings."""
