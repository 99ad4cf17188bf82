"""A received cell -> a value of its column, with the reason where it is none."""
