"""One province, and provinces compared."""
