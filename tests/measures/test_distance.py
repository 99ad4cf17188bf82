"""Distances on the sphere and the share of places within reach of a lab."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from measures.distance import great_circle_km, nearest_km, within_share, within_share_by

PLACES = pd.DataFrame({"lon": [116.4, 121.5, 87.6], "lat": [39.9, 31.2, 43.8]})
BEIJING = pd.DataFrame({"lon": [116.4], "lat": [39.9]})
degrees = st.tuples(st.floats(73, 135), st.floats(3, 54))


def test_no_lab_is_no_distance():
    nowhere = pd.DataFrame({"lon": [np.nan], "lat": [np.nan]})
    for labs in (BEIJING.iloc[:0], nowhere):
        assert nearest_km(PLACES, labs).isna().all()
        assert np.isnan(within_share(nearest_km(PLACES, labs), 300))
    assert nearest_km(PLACES.iloc[:0], BEIJING).empty


def test_a_degree_of_the_equator_on_paper():
    assert great_circle_km(0, 0, 1, 0) == pytest.approx(2 * np.pi * 6371.0088 / 360)
    assert great_circle_km(0, 0, 180, 0) == pytest.approx(np.pi * 6371.0088)
    assert great_circle_km(5, 5, 5, 5) == 0


def test_the_nearest_of_several_counts():
    labs = pd.DataFrame({"lon": [116.4, 120.2], "lat": [39.9, 30.3]})
    far = nearest_km(PLACES, labs)
    assert far[0] == 0
    assert far[1] == pytest.approx(great_circle_km(121.5, 31.2, 120.2, 30.3))


def test_a_limit_is_included_and_provinces_are_apart():
    far = pd.Series([0.0, 300.0, 300.1, np.nan], index=list("abcd"))
    assert within_share(far, 300) == pytest.approx(2 / 3)
    groups = pd.Series(["x", "y", "y", "z"], index=list("abcd"))
    assert within_share_by(far, groups, 300).fillna(-1).to_dict() == {"x": 1, "y": 0.5, "z": -1}


@given(degrees, degrees)
def test_the_sphere_is_within_six_tenths_of_a_percent_of_the_ellipsoid(first, other):
    metres = Geod(ellps="GRS80").line_length([first[0], other[0]], [first[1], other[1]])
    assert great_circle_km(*first, *other) == pytest.approx(metres / 1000, rel=0.006, abs=1e-6)
