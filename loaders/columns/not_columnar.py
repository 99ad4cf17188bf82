"""Why the rows of a large file cannot be kept as columns."""


class NotColumnar(Exception):
    """The rows of this file are to be read one by one."""
