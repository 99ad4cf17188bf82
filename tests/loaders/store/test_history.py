"""The history of publications: appended to, never rewritten, taken up again after damage."""

import pandas as pd
import pyarrow.parquet as pq
import pytest

from loaders.store import history
from loaders.store.history import (
    EMPTY,
    SCHEMAS,
    Entry,
    add_publication,
    known_history,
    last,
    read_history,
)
from loaders.store.pointer import POINTER, SCHEMA_VERSION, history_name, read_pointer
from loaders.store.publish import publish
from loaders.store.published import open_published

FACTS = {
    "version": "v1", "built_at": "2026-01-01", "as_of": "2025-12-31", "fictional": True,
    "method": "1", "content": "x", "files": 1,
    "read": 3, "kept": 3, "merged": 0, "rejected": 0, "skipped": 0,
    "problems": 0,
}  # fmt: skip
MANIFEST = {
    "built_at": "2026-01-01", "as_of": "2025-12-31", "fictional": True,
    "schema_version": SCHEMA_VERSION,
}  # fmt: skip


def counts(**rows):
    """Rows of labs by province: p42=3 for three of province 42."""
    return pd.DataFrame(
        [["labs", place.removeprefix("p"), count] for place, count in rows.items()],
        columns=["register", "province", "rows"],
    )


def statuses(status):
    return pd.DataFrame([{"clause": "c", "indicator": "i", "status": status, "value": 3.0}])


def verdict(sha256, evidence=("L1",)):
    return pd.DataFrame([{"year": 2025, "clause": "c", "indicator": "i", "value": 1.0,
                          "evidence": list(evidence), "sha256": sha256}])  # fmt: skip


def entry(version="v1", rows=None, method="1", **parts):
    facts = {**FACTS, "version": version, "method": method}
    return Entry(facts, counts(**(rows or {"p42": 3})), **parts)


def history_of(*entries):
    tables = EMPTY
    for counter, first in enumerate(entries, 1):
        tables = add_publication(tables, first, counter)
    return tables


def test_nothing_was_published_yet():
    assert all(len(table) == 0 for table in EMPTY.values())
    assert list(EMPTY) == [
        "publications",
        "counts",
        "statuses",
        "verdicts",
        "reach",
        "lab_changes",
        "row_counts",
        "row_changes",
    ]


def test_the_first_publication_has_nothing_to_fall_from():
    tables = history_of(entry(rows={"p42": 3, "p11": 1}))
    assert tables["publications"]["version"].tolist() == ["v1"]
    assert not tables["counts"]["dropped"].any() and tables["counts"]["before"].isna().all()


def test_falls_are_marked_province_by_province():
    """
    province  before  rows  dropped
    11            10     8  no: a fall of exactly a fifth
    42            10     7  yes
    43             2     0  yes: sent nothing this time
    51             -     4  no: never sent before
    """
    first = entry(rows={"p11": 10, "p42": 10, "p43": 2})
    tables = history_of(first, entry("v2", rows={"p11": 8, "p42": 7, "p51": 4}))
    rows = last(tables, "counts").set_index("province")
    assert rows["rows"].to_dict() == {"11": 8, "42": 7, "43": 0, "51": 4}
    assert rows["dropped"].to_dict() == {"11": False, "42": True, "43": True, "51": False}
    assert len(tables["counts"]) == 3 + 4  # what was written stays


def test_saying_the_same_again_adds_nothing():
    tables = history_of(entry(statuses=statuses("on_track")))
    assert add_publication(tables, entry(statuses=statuses("on_track")), 2) is tables


@pytest.mark.parametrize(
    "again",
    [
        entry("v2", statuses=statuses("on_track")),
        entry(method="2", statuses=statuses("on_track")),
        entry(statuses=statuses("lagging")),
    ],
    ids=["other data", "other method", "other judgement"],
)
def test_anything_new_is_added_below_the_old(again):
    tables = history_of(entry(statuses=statuses("on_track")), again)
    assert tables["publications"]["counter"].tolist() == [1, 2]
    assert tables["statuses"]["status"].iloc[0] == "on_track"
    assert list(tables["statuses"]["counter"]) == [1, 2]


def test_a_verdict_stands_until_its_content_changes():
    """revision 1 with a; the same again is no revision; b is revision 2, a stays readable."""
    tables = history_of(
        entry("v1", verdicts=verdict("a")),
        entry("v2", verdicts=verdict("a")),
        entry("v3", verdicts=verdict("b", ["L1", "L2"])),
    )
    result = tables["verdicts"]
    assert result[["revision", "counter", "sha256"]].values.tolist() == [[1, 1, "a"], [2, 3, "b"]]
    assert list(result["evidence"].iloc[1]) == ["L1", "L2"]


def test_going_back_to_an_earlier_verdict_is_a_revision_too():
    names = [entry(f"v{i}", verdicts=verdict(sha)) for i, sha in enumerate("aba")]
    assert history_of(*names)["verdicts"]["revision"].tolist() == [1, 2, 3]


def published(out, first):
    """Publish a version whose history gains `one`; returns what was known before."""
    observed = []

    def remember(_target, before):
        known, whole = known_history(out, before["histories"])
        observed.append(whole)
        counter = int(known["publications"]["counter"].max() if len(known["publications"]) else 0)
        after = add_publication(known, first, counter + 1)
        return counter + 1, lambda folder: history.write_history(folder, after)

    def write(folder):
        (folder / "a.txt").write_text(first.facts["version"])

    publish(out, write, MANIFEST, remember)
    return observed[0]


def versions(out):
    tables, _ = known_history(out, read_pointer(out)["histories"])
    return tables["publications"]["version"].tolist()


def test_what_is_written_is_read_back(tmp_path):
    first = entry(statuses=statuses("on_track"), verdicts=verdict("a"))
    published(tmp_path, first)
    result = open_published(tmp_path)
    assert result.history_whole and set(result.history) == set(SCHEMAS)
    for name, table in history_of(first).items():
        pd.testing.assert_frame_equal(result.history[name], table, check_dtype=False)


def test_only_the_last_three_folders_are_kept_and_none_of_the_rows_lost(tmp_path):
    for version in ("v1", "v2", "v3", "v4", "v5"):
        published(tmp_path, entry(version))
    assert versions(tmp_path) == ["v1", "v2", "v3", "v4", "v5"]
    kept = {path.name for path in tmp_path.glob(".history-*")}
    assert kept == set(read_pointer(tmp_path)["histories"]) and len(kept) == 3


@pytest.mark.parametrize("harm", ["flip", "cut", "missing"])
def test_a_damaged_history_gives_way_to_the_one_before_and_is_told(tmp_path, harm):
    for version in ("v1", "v2", "v3"):
        published(tmp_path, entry(version))
    file = tmp_path / read_pointer(tmp_path)["histories"][0] / "counts.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    if harm == "missing":
        file.unlink()
    else:
        file.write_bytes(content if harm == "flip" else content[:20])
    result = open_published(tmp_path)  # the data themselves stay up
    assert not result.history_whole
    assert result.history["publications"]["version"].tolist() == ["v1", "v2"]
    assert published(tmp_path, entry("v4")) is False
    assert versions(tmp_path) == ["v1", "v2", "v4"]


def test_a_lost_pointer_does_not_lose_the_history(tmp_path):
    for version in ("v1", "v2"):
        published(tmp_path, entry(version))
    (tmp_path / POINTER).write_text("{")
    assert published(tmp_path, entry("v3")) is False
    assert versions(tmp_path) == ["v1", "v2", "v3"]
    assert read_pointer(tmp_path)["counter"] == 3


def test_a_clock_set_back_does_not_change_the_order(tmp_path):
    published(tmp_path, entry("v1"))
    early = {**FACTS, "version": "v2", "built_at": "2020-01-01"}
    published(tmp_path, Entry(early, counts(p42=3)))
    assert versions(tmp_path) == ["v1", "v2"]
    assert last(open_published(tmp_path).history, "publications")["version"].tolist() == ["v2"]


def test_a_folder_renamed_by_hand_is_not_believed(tmp_path):
    published(tmp_path, entry("v1"))
    (folder,) = tmp_path.glob(".history-*")
    assert read_history(folder) is not None
    assert read_history(folder.rename(tmp_path / ".history-000000000000")) is None


def test_a_history_of_an_older_release_is_read_on(tmp_path):
    """It has no tables of what changed yet, and fewer columns: both are empty, nothing is lost."""
    published(tmp_path, entry("v1", statuses=statuses("on_track"), verdicts=verdict("a")))
    (folder,) = tmp_path.glob(".history-*")
    for name in ("reach", "lab_changes", "row_counts", "row_changes"):
        (folder / f"{name}.parquet").unlink()
    older = pq.read_table(folder / "statuses.parquet").drop_columns(["reason"])
    pq.write_table(older, folder / "statuses.parquet")
    unjudged = pq.read_table(folder / "verdicts.parquet").drop_columns(["value"])
    pq.write_table(unjudged, folder / "verdicts.parquet")
    tables = read_history(folder.rename(tmp_path / history_name(folder)))
    assert tables["row_changes"].empty and tables["publications"]["version"].tolist() == ["v1"]
    assert tables["statuses"]["status"].tolist() == ["on_track"]
    assert tables["statuses"]["reason"].isna().all()
    assert [list(ids) for ids in tables["verdicts"]["evidence"]] == [["L1"]]


def test_lists_stay_lists_from_one_publication_to_the_next(tmp_path):
    published(tmp_path, entry("v1", verdicts=verdict("a", ["L1", "L2"])))
    published(tmp_path, entry("v2", verdicts=verdict("a", ["L1", "L2"])))
    published(tmp_path, entry("v3", verdicts=verdict("b", [])))
    verdicts = open_published(tmp_path).history["verdicts"]
    assert [list(ids) for ids in verdicts["evidence"]] == [["L1", "L2"], []]
