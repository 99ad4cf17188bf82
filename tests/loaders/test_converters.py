"""Every converter of every column: Unreadable or a value, and a value converts to itself."""

from datetime import UTC, date, timedelta, timezone

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loaders.catalog import catalog
from loaders.cells import bounded, outcome
from loaders.converters import CONVERTERS, ErrorCell, convert
from loaders.problems import Unreadable
from loaders.text import control_character, is_blank

LAST_DAY = date(2026, 12, 31)
COLUMNS = {
    f"{register.name}.{column.name}": bounded(column, LAST_DAY)
    for register in catalog().registers.values()
    for column in register.columns.values()
}
SIGNS = "0123456789年月日-/.—:：,，%％ \n\u200b\u3000（）()GBT示例省湖北新材料；、①㎡Ⅱé\u0301\ud800"
ZONES = st.sampled_from([None, UTC, timezone(timedelta(hours=8))])
CELLS = st.one_of(
    st.text(),
    st.text(alphabet=SIGNS, max_size=16),
    st.integers(),
    st.integers(1900, 2100),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(timezones=ZONES),
    st.times(),
    st.timedeltas(),
    st.decimals(),
    st.binary(max_size=8),
    st.text(max_size=5).map(ErrorCell),
)


def test_every_kind_of_the_catalogue_has_a_converter():
    assert {column.kind for column in COLUMNS.values()} == CONVERTERS.keys()


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS.keys())
def test_nothing_is_no_value_or_a_missing_one(column):
    for nothing in (None, "", " \u200b", float("nan")):
        result = outcome(column, nothing)
        if column.required:
            assert isinstance(result, Unreadable) and result.code == "missing_required"
        else:
            assert result == (None, None)


@pytest.mark.parametrize("kind", sorted(CONVERTERS))
@settings(max_examples=200, deadline=None)
@given(raw=CELLS)
@example(raw="e \u0301")
@example(raw="\uffa0")
def test_a_cell_becomes_a_value_or_is_unreadable_and_nothing_else(kind, raw):
    for column in [c for c in COLUMNS.values() if c.kind == kind][:3]:
        if is_blank(raw, not column.required):
            continue
        try:
            value, note = convert(column, raw)
        except Unreadable as why:
            assert catalog().problems[why.code]["action"] == "row_rejected"
            continue
        assert note is None or catalog().problems[note[0]]["action"] == "normalised"
        assert value is None or convert(column, value)[0] == value
        assert value != ""
        if isinstance(value, str):
            assert control_character(value) is None
