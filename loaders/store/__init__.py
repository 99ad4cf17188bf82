"""Publishing a version and reading it back: build, pointer, history."""
