"""Where new laboratories should go: proposals and scenarios."""
