"""Charts as pictures: PNG, SVG and PDF, drawn by a browser without a window."""

# they hold pictures of Plotly figures, so that the server needs a browser to make them
DRAWN_FORMATS = ("png", "svg", "pdf")


class NoPictures(RuntimeError):
    """No picture can be drawn; `reason` is absent, broken, slow or no_font."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"no pictures: {reason}")
        self.reason = reason
