"""The fictional sample registers."""
