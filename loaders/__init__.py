"""Registers in, Parquet out. The only room that touches the disk."""
