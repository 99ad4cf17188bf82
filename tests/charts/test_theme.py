"""The palette told apart by every reader, and tokens that never reach the screen unresolved."""

from itertools import combinations
from operator import attrgetter

import numpy as np
import pytest

from catalog.definitions import catalog
from catalog.figure_parts import ink_on, measure_contrast
from charts.theme import COLOURS, PALETTE, REFERENCE, TOKENS, color_words, resolve

# Colour vision deficiencies of full severity: Machado, Oliveira, Fernandes 2009, linear RGB.
SEEN_AS = {
    "full": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                     [-0.011820, 0.042940, 0.968881]],
}  # fmt: skip
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)


def linear(color: str) -> np.ndarray:
    value = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def lab(color: str, vision: str) -> np.ndarray:
    """CIE L*a*b* of a colour as one kind of reader sees it."""
    xyz = TO_XYZ @ np.clip(np.array(SEEN_AS[vision]) @ linear(color), 0, 1) / WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("vision", SEEN_AS)
def test_neighbouring_series_are_told_apart(vision):
    """The first four series, which nearly every chart needs no more than, and the reference."""
    colors = [*PALETTE[:4], REFERENCE]
    distances = {
        (a, b): float(np.linalg.norm(lab(a, vision) - lab(b, vision)))
        for a, b in combinations(colors, 2)
    }
    assert min(distances.values()) > 10, min(distances, key=distances.get)


@pytest.mark.parametrize("look", TOKENS)
def test_lines_and_words_stand_out_from_their_ground(look):
    ground = TOKENS[look]["@surface"]
    assert min(measure_contrast(color, ground) for color in (*PALETTE, REFERENCE)) >= 2.4
    colours = catalog().colours
    value = attrgetter({"light": "paper"}.get(look, look))
    beside = [colours.letters.get(name, name) for name in (*colours.series, "orange", "reference")]
    assert min(measure_contrast(value(colours.ink[name]), ground) for name in beside) >= 4.5
    assert measure_contrast(TOKENS[look]["@text"], ground) >= 7
    assert measure_contrast(TOKENS[look]["@muted"], ground) >= 4.5


def test_every_token_is_resolved_however_deep():
    part = {"colors": ["@text", "#000000"], "a": [{"bgcolor": "@grid"}], "color": "@home"}
    assert resolve(part, "dark") == {
        "colors": ["#e6edf5", "#000000"],
        "a": [{"bgcolor": "#24364c"}],
        "color": "@home",
    }


def test_a_name_that_is_a_token_stays_a_name():
    part = {"name": "@text", "yaxis": {"ticktext": ["@muted"]}, "annotations": [{"text": "@grid"}]}
    assert resolve(part) == part


def test_words_of_events_and_results_have_one_colour_each_and_none_is_green():
    codes, known = catalog().codes, {}
    for name in ("event", "result"):
        colors = color_words(codes[name])
        assert tuple(colors) == codes[name].names
        for word, color in colors.items():
            assert known.setdefault(word, color) == color
            red, green, blue = bytes.fromhex(resolve({"color": color})["color"][1:])
            assert green < max(red, blue), word


def test_numbers_are_read_inside_bars_of_every_series():
    names = (*COLOURS.series, "orange", *COLOURS.ramp["level"])
    fills = {name: COLOURS.ink[name].paper for name in names}
    read = {name: measure_contrast(fill, ink_on(fill)) for name, fill in fills.items()}
    assert min(read.values()) >= 4.49, read
