"""The chart board: the one door through which figures reach the screen."""
