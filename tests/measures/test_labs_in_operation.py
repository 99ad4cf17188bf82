"""Labs in operation one by one: the same as the observations count."""

import pandas as pd
import pytest

from catalog.definitions import catalog
from measures.labs_in_operation import in_operation
from measures.rates import labs_by_province
from measures.scope import Scope

LABS = pd.DataFrame(
    {
        "lab_id": ["early", "event", "gone", "odd"],
        "approved_on": pd.to_datetime(["2022-03-01", "2022-01-01", "2022-01-01", "2024-06-01"]),
    }
)
EVENTS = pd.DataFrame(
    [
        ["event", "批准建设", "2023-05-01"],
        ["event", "批准建设", "2025-05-01"],  # only the first entry counts
        ["gone", "主动退出", "2023-07-01"],
        ["odd", "取消资格", "2023-01-01"],  # dated before the entry: known by its year alone
    ],
    columns=["lab_id", "event", "event_date"],
).astype({"event_date": "datetime64[ns]"})


@pytest.mark.parametrize(
    ("year", "running"),
    [
        (2021, []),
        (2022, ["early", "gone"]),
        (2023, ["early", "event"]),
        (2024, ["early", "event"]),
    ],
)
def test_entered_and_not_left(year, running):
    assert in_operation(LABS, EVENTS, year)["lab_id"].tolist() == running


def test_no_labs_and_no_events():
    assert in_operation(LABS.iloc[:0], EVENTS, 2024).empty
    assert len(in_operation(LABS, EVENTS.iloc[:0], 2024)) == 4


@pytest.mark.parametrize("year", range(2021, 2027))
def test_labs_one_by_one_are_as_many_as_the_observations_say(sample, year):
    provinces = list(catalog().mainland.code)
    observed = sample.observations["geographic_distribution"]
    counted = labs_by_province(observed, Scope(end=year), provinces)
    running = in_operation(sample.registers["labs"], sample.registers["lab_events"], year)
    found = running["province"].value_counts().reindex(provinces).fillna(0)
    assert found.tolist() == counted.tolist()
