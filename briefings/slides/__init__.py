"""Presentations: native charts, tables and maps that staff can edit."""
