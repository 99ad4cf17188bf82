"""Streamlit's own frame in the reader's language."""
