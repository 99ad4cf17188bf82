"""Observations and laboratories' lifetimes from the clean registers, as Ibis expressions."""
