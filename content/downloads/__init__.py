"""What a page offers to take away, under addresses from which any process makes it again."""
