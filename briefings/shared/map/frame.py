"""Kilometres of a map's outlines onto a box of the slide."""

from briefings.shared.shapes import Box


class Frame:
    """Kilometres of a map onto EMU of a box: equal scales, the map in the middle."""

    def __init__(self, box: Box, x: list[float], y: list[float]):
        self.scale = min(box.w / (x[1] - x[0]), box.h / (y[1] - y[0]))
        self.west, self.north, self.south = x[0], y[1], y[0]
        width, height = self.scale * (x[1] - x[0]), self.scale * (y[1] - y[0])
        left, top = box.x + (box.w - width) / 2, box.y + (box.h - height) / 2
        self.box = Box(*map(round, (left, top, width, height)))

    def point(self, x: float, y: float) -> tuple[int, int]:
        """EMU of a place."""
        return (
            round(self.box.x + (x - self.west) * self.scale),
            round(self.box.y + (self.north - y) * self.scale),
        )
