"""Domains covered, breakthroughs and standards produced."""
