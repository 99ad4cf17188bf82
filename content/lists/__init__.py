"""The full lists of standards and of results: what is chosen of them, as rows and as files."""
