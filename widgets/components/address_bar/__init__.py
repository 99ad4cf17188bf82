"""The address of what is shown: copied by a button, kept in the browser's history."""
