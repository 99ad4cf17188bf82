"""Search over everything published: a word in, grouped results with their links out."""
