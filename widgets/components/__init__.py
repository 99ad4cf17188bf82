"""Components of ours in the browser; each folder holds its py, js and css together."""
