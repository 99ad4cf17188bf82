"""Briefings put together by staff: their saved files, parts and building."""
