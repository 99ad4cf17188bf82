"""What pages, wall, exports and command lines say, by subject; no Streamlit in here."""
