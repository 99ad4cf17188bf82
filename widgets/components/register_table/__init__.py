"""Menus by which a chart or a page is taken away."""
