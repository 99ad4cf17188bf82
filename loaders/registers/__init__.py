"""Rows of sheets -> clean registers and the ledger of what became of each row."""
