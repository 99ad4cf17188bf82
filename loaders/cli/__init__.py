"""The command line: parser, commands, exit status, terminal."""
