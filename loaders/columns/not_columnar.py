"""Why the rows of a large file cannot be kept as columns."""


class NotColumnar(Exception):
    """The rows of this file are to be read one by one."""


class TooNarrow(Exception):
    """A table further below has more columns than the file was opened with.

    width: how many it is to be opened with.
    """

    def __init__(self, width: int):
        super().__init__(str(width))
        self.width = width
