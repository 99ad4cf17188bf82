"""Sending what a publication changed: when, to which channels, signed how."""
