"""The fictional registers: empty case, repeatable, consistent in time, recognisably fictional."""

import zipfile
from itertools import pairwise

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from catalog.definitions import ROOT, catalog
from loaders.sample.labs import GAPS, places
from loaders.sample.registers import sample_registers, write_sample

AS_OF = pd.Timestamp("2026-10-31")
COMMITTED = ROOT / "sample"
REGISTERS = ["labs", "lab_events", "technologies", "standards", "evaluations", "targets"]
EXITS = ["取消资格", "主动退出"]


@pytest.fixture(scope="module", params=[(120, 2022), (500, 7)], ids=["default", "larger"])
def registers(request):
    """The default sample, and a larger one of another seed where every event is frequent."""
    labs, seed = request.param
    return sample_registers(labs, seed=seed)


def with_life(registers, name):
    """Rows of a register beside their laboratory's day of approval and day of exit."""
    events = registers["lab_events"]
    left = events[events.event.isin(EXITS)].set_index("lab_id").event_date.rename("left_on")
    labs = registers["labs"].set_index("lab_id").approved_on.to_frame().join(left)
    return registers[name].dropna(subset="lab_id").join(labs, on="lab_id", validate="m:1")


def test_no_labs_give_headings_and_no_rows():
    for name, frame in sample_registers(0).items():
        assert list(frame.columns) == list(catalog().registers[name].columns)
        assert len(frame) == 0


@pytest.mark.parametrize("file_format", ["xlsx", "csv", "parquet"])
def test_no_labs_can_be_written(tmp_path, file_format):
    assert all(path.stat().st_size for path in write_sample(tmp_path, 0, file_format=file_format))


def test_standards_without_any_lab_stand_alone():
    standards = sample_registers(0, standards=50)["standards"]
    assert len(standards) == 50
    assert standards.lab_id.isna().all() and standards.domain.notna().all()


def test_same_seed_same_rows_other_seed_other_rows():
    first, same, other = sample_registers(30), sample_registers(30), sample_registers(30, seed=1)
    for name in REGISTERS:
        pd.testing.assert_frame_equal(first[name], same[name])
    assert not first["labs"].equals(other["labs"])


def test_more_standards_change_no_laboratory():
    few, many = sample_registers(30, standards=5), sample_registers(30, standards=5000)
    pd.testing.assert_frame_equal(few["labs"], many["labs"])
    assert len(many["standards"]) == 5000


def test_workbooks_of_one_seed_are_equal_to_the_byte(tmp_path):
    (first, _), (two, _) = write_sample(tmp_path / "one", 20), write_sample(tmp_path / "two", 20)
    assert first.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(first) as parts:
        assert {part.date_time[:3] for part in parts.infolist()} == {(2026, 10, 31)}
    about = openpyxl.load_workbook(first).properties
    assert str(about.created) == str(about.modified) == "2026-10-31 00:00:00"


def test_workbook_has_the_catalogue_s_sheets_and_headings(tmp_path):
    known = catalog().registers
    books = map(openpyxl.load_workbook, write_sample(tmp_path, 20))
    pages = {page.title: page for book in books for page in book}
    assert set(pages) == {known[name].sheet for name in REGISTERS}
    for name in REGISTERS:
        page = pages[known[name].sheet]
        assert [c.value for c in page[1]] == [c.heading for c in known[name].columns.values()]
        assert page.freeze_panes == "A2" and page["A1"].font.bold
    approved = pages["实验室名录"].cell(2, 11)
    assert approved.is_date and approved.number_format == "yyyy-mm-dd"


def test_csv_opens_in_excel_and_parquet_keeps_dates(tmp_path):
    frames = sample_registers(20)
    write_sample(tmp_path, 20, file_format="csv")
    write_sample(tmp_path, 20, file_format="parquet")
    assert (tmp_path / "实验室名录.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    csv = pd.read_csv(tmp_path / "实验室名录.csv", dtype=str)
    assert list(csv["批准日期"]) == list(frames["labs"].approved_on.dt.strftime("%Y-%m-%d"))
    schema = pq.read_schema(tmp_path / "standards.parquet")
    assert schema.names == list(frames["standards"].columns)
    assert str(schema.field("published_on").type) == "date32[day]"


def test_too_many_rows_for_a_workbook_are_refused_before_anything_is_written(tmp_path):
    with pytest.raises(ValueError, match="csv"):
        write_sample(tmp_path / "out", 10, standards=200_001)
    assert not (tmp_path / "out").exists()


def test_impossible_wishes_are_refused(tmp_path):
    with pytest.raises(ValueError, match="不支持的格式"):
        write_sample(tmp_path, 10, file_format="pdf")
    with pytest.raises(ValueError, match="负数"):
        write_sample(tmp_path, -1)


def test_keys_are_unique_and_required_cells_filled(registers):
    for name in REGISTERS:
        register, frame = catalog().registers[name], registers[name]
        assert not frame.duplicated(list(register.key)).any(), name
        required = [c.name for c in register.columns.values() if c.required]
        assert frame[required].notna().all(axis=None), name


def test_every_word_is_in_the_catalogue(registers):
    allowed = {"province": set(catalog().mainland.short), "domain": set(catalog().domains)}
    allowed["domains"] = allowed["domain"]
    allowed["indicator"] = {entry.name for entry in catalog().indicators.values()}
    for name in REGISTERS:
        for column in catalog().registers[name].columns.values():
            words = set(catalog().codes[column.codes].names) if column.codes else None
            if words := words or allowed.get(column.kind):
                cells = registers[name][column.name].dropna().str.split("；").explode()
                assert set(cells) <= words, (name, column.name)


def test_names_say_that_they_are_fictional(registers):
    prefix = catalog().fictional_prefix
    named = {"labs": ["lab_name", "host_unit"], "technologies": ["technology_name"],
             "standards": ["title", "standard_no"], "targets": ["set_by"]}  # fmt: skip
    for name, columns in named.items():
        for column in columns:
            assert registers[name][column].str.startswith(prefix).all()
    assert registers["labs"].lab_name.is_unique
    assert (registers["targets"].kind == "内部参考值").all()
    assert registers["targets"].basis.str.contains("演示").all()


def test_no_day_before_the_guideline_or_after_the_as_of_date(registers):
    first = pd.Timestamp(catalog().guideline_day)
    days = [frame[c] for frame in registers.values() for c in frame.select_dtypes("datetime")]
    assert len(days) == 4
    assert all(day.between(first, AS_OF).all() for day in days)


def test_results_fall_within_the_time_of_operation(registers):
    for name, day in (("technologies", "achieved_on"), ("standards", "published_on")):
        rows = with_life(registers, name)
        assert len(rows) and (rows[day] > rows.approved_on).all()
        assert (rows.left_on.isna() | (rows[day] < rows.left_on)).all()


def test_events_begin_with_the_approval_and_end_with_the_exit(registers):
    rows = with_life(registers, "lab_events")
    approvals = rows[rows.event == "批准建设"]
    assert set(approvals.lab_id) == set(registers["labs"].lab_id)
    assert (approvals.event_date == approvals.approved_on).all()
    others = rows[rows.event != "批准建设"]
    assert (others.event_date > others.approved_on).all()
    before = rows[~rows.event.isin(EXITS)]
    assert (before.left_on.isna() | (before.event_date < before.left_on)).all()


def test_a_rectification_is_followed_by_its_outcome_and_nothing_in_between(registers):
    events = registers["lab_events"].sort_values(["lab_id", "event_date"])
    pairs = [pair for _, lab in events.groupby("lab_id") for pair in pairwise(lab.event)]
    outcomes = {after for before, after in pairs if before == "限期整改"}
    assert outcomes == {"整改通过", "取消资格"}
    assert {b for b, after in pairs if after in outcomes} == {"限期整改"}
    assert events.groupby("lab_id").event.last().ne("限期整改").all()


def test_some_rectifications_take_longer_than_a_year(registers):
    events = registers["lab_events"]
    days = [events[events.event == word].set_index("lab_id").event_date
            for word in ("限期整改", "整改通过")]  # fmt: skip
    values = (days[1] - days[0]).dropna().dt.days
    assert (values > 365).any() and (values < 365).any()


def test_events_of_one_day_share_one_document(registers):
    events = registers["lab_events"].dropna(subset="document_no")
    papers = events.groupby(["event_date", "event"]).document_no.nunique()
    assert (papers == 1).all()
    assert events.document_no.nunique() == len(papers)


def test_evaluations_cover_whole_years_of_operation_and_agree_with_events(registers):
    rows = with_life(registers, "evaluations")
    assert set(rows.year) == {2023, 2024, 2025}
    assert (rows.approved_on.dt.year < rows.year).all()
    assert (rows.left_on.isna() | (rows.left_on.dt.year > rows.year)).all()
    failed = rows[rows.result == "限期整改"]
    events = registers["lab_events"]
    ordered = events[events.event == "限期整改"]
    assert len(ordered)
    assert set(zip(failed.lab_id, failed.year, strict=True)) == set(
        zip(ordered.lab_id, ordered.event_date.dt.year, strict=True)
    )


def test_layout_follows_research_and_industry_with_gaps():
    """As in the country: 北京、上海、江苏 and 广东 lead, and some provinces have none."""
    pull = places().set_index("short")["pull"]
    labs = sample_registers()["labs"].province.value_counts().reindex(pull.index).fillna(0)
    assert set(labs.nlargest(4).index) == {"北京", "上海", "江苏", "广东"}
    assert labs.rank().corr(pull.rank()) > 0.8
    assert 5 <= (labs == 0).sum() <= 10


def test_coverage_shows_gaps(registers):
    labs = registers["labs"]
    assert set(labs.domain) == set(catalog().domains)
    assert 0.2 < labs.other_domains.notna().mean() < 0.35
    for domain, focus in GAPS:
        touching = labs[(labs.domain + "；" + labs.other_domains.fillna("")).str.contains(domain)]
        assert len(touching) and not touching.focuses.str.contains(focus).any()


def test_numbers_grow_over_the_years(registers):
    for name, day in (("labs", "approved_on"), ("technologies", "achieved_on")):
        years = registers[name][day].dt.year.value_counts().sort_index()
        assert years.is_monotonic_increasing, name


def test_committed_sample_is_what_the_generator_writes(tmp_path):
    """Cells are compared, not bytes: compression may differ between builds of zlib."""
    paths = write_sample(tmp_path)
    assert {path.name for path in COMMITTED.iterdir()} == {path.name for path in paths}
    for path in paths:
        assert sheets(COMMITTED / path.name) == sheets(path)
    assert sum(path.stat().st_size for path in COMMITTED.iterdir()) < 300_000


def sheets(path):
    """Every cell of a workbook by sheet."""
    book = openpyxl.load_workbook(path, read_only=True)
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}
