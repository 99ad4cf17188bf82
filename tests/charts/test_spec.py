"""A spec refuses options that its kind does not have, where it is made and not on one page."""

import pytest

from charts.options import BarOptions, ComboOptions, HeatOptions
from tests.charts.sketch import spec_of

ROWS, SERIES = [("甲", 1.0)], (("实验室", "value"),)


def test_a_kind_without_options_of_its_own_takes_its_defaults():
    assert spec_of("heat", ROWS, SERIES).options == HeatOptions()
    assert spec_of("bar", ROWS, SERIES).options == BarOptions()
    assert spec_of("donut", ROWS, SERIES).options is None


def test_options_of_another_kind_are_refused():
    with pytest.raises(TypeError, match="'heat' has options BarOptions"):
        spec_of("heat", ROWS, SERIES, options=BarOptions())
    with pytest.raises(TypeError, match="'donut' has options BarOptions"):
        spec_of("donut", ROWS, SERIES, options=BarOptions())


def test_a_misspelt_option_is_refused():
    with pytest.raises(TypeError, match="wrp"):
        HeatOptions(wrp=4)
    with pytest.raises(TypeError, match="x_nam"):
        spec_of("heat", ROWS, SERIES, x_nam="领域")


def test_a_kind_that_cannot_do_without_an_option_asks_for_it():
    with pytest.raises(TypeError, match="lines"):
        spec_of("combo", ROWS, SERIES)
    assert spec_of("combo", ROWS, SERIES, options=ComboOptions(("value",))).options.lines
