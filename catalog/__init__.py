"""Nouns of the subject and sentences for readers, read from data/catalog; for every room."""
