"""What the page on data and methods says of definitions and publications."""
