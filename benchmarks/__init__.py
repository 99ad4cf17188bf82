"""Measured speed of what readers feel: `make bench`, explained in docs/benchmarks.md."""
