"""The wall: every scene held in the browser and turned without the server."""
