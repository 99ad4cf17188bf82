"""Large registers read as columns by an engine; only rows that ask for a word return as rows."""
