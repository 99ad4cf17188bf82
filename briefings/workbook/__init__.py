"""Workbooks: a sheet for each exhibit with its numbers as numbers and a native chart beside."""
