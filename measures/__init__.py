"""Pure functions over frames: scope, counts, coverage, balance, siting, progress."""
