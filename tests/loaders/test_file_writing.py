"""What is written beside the tables never follows a planted link."""

from catalog import clock
from loaders.__main__ import main
from loaders.file_writing import replacing
from loaders.store.published import open_published
from tests.loaders.drawn_registers import LABS, NOON, csv_file, with_cell


def test_planted_links_are_replaced_and_what_they_point_at_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    victim, out, report = tmp_path / "victim", tmp_path / "out", tmp_path / "report.json"
    victim.write_text("untouched")
    out.mkdir()
    links = [out / ".CURRENT.json.new", out / "CURRENT.json", out / "rejected.xlsx", report]
    for link in links:
        link.symlink_to(victim)
    source = csv_file(tmp_path / "labs.csv", with_cell(LABS, 1, "省份", "湖北路"))
    arguments = ["build", "--source", source, "--out", out, "--report", report]
    assert main([str(argument) for argument in arguments]) == 0
    assert victim.read_text() == "untouched"
    assert len(open_published(out).registers["labs"]) == 2
    assert [path.is_symlink() for path in links[1:]] == [False] * 3
    assert not list(out.glob(".building-*"))


def test_a_device_that_the_caller_names_is_written_as_it_is(tmp_path, capfd):
    with replacing(type(tmp_path)("/dev/stdout")) as stream:
        stream.write(b"report")
    assert capfd.readouterr().out == "report"


def test_a_failed_writing_leaves_the_file_before_it(tmp_path):
    path = tmp_path / "report.json"
    path.write_text("before")
    try:
        with replacing(path) as stream:
            stream.write(b"half")
            raise OSError
    except OSError:
        pass
    assert path.read_text() == "before" and [p.name for p in tmp_path.iterdir()] == ["report.json"]
