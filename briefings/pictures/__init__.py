"""Charts as pictures: PNG, SVG and PDF, drawn by a browser without a window."""


class NoPictures(RuntimeError):
    """No picture can be drawn; `reason` is absent, broken, slow or no_font."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"no pictures: {reason}")
        self.reason = reason
