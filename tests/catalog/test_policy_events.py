"""The events of the policy as the pages read them."""

import re

from catalog.policy_events import COLUMNS, policy_events


def test_every_event_has_its_day_its_words_and_its_source():
    events = policy_events()
    assert list(events.columns) == COLUMNS and len(events) == 9
    assert events["date"].is_monotonic_increasing
    for event in events.itertuples():
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", event.date)
        assert event.event and event.source_publisher and event.source_date


def test_the_first_event_is_the_guideline_itself():
    first = policy_events().iloc[0]
    assert first["date"] == "2022-02-17" and first["document_no"] == "国市监质发〔2022〕21号"
