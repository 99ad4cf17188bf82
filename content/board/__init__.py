"""What the chart board is sent: figures as ready bytes, kept for every reader of the same scope."""
