"""Tables of another schema: met with a sentence, never read, and real ones never replaced."""

import json
import shutil
from datetime import date

import pytest

from loaders.__main__ import main
from loaders.starting_data import main as publish_sample
from loaders.store import build
from loaders.store.pointer import SCHEMA_VERSION, NothingPublished, current_version
from loaders.store.published import health, open_last_good, open_published
from tests.loaders.drawn_registers import LABS, csv_file

# no name of these says 示例: they stand for real registers
REAL = [[str(cell).replace("示例", "") for cell in line] for line in LABS]


def publish(folder, monkeypatch, schema, rows=REAL):
    """Laboratories that are not fictional, published in tables of a schema."""
    monkeypatch.setattr(build, "SCHEMA_VERSION", schema)
    source = csv_file(folder / "labs.csv", rows)
    out = folder / "out"
    assert main(["build", "--source", str(source), "--out", str(out)]) == 0
    monkeypatch.setattr(build, "SCHEMA_VERSION", SCHEMA_VERSION)
    return out


@pytest.fixture(scope="module")
def tables_of_before(tmp_path_factory):
    """Real registers in tables of the schema before, published once."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        return publish(tmp_path_factory.mktemp("before"), monkeypatch, SCHEMA_VERSION - 1)


@pytest.fixture
def earlier(tables_of_before, tmp_path):
    """The same, to be published over."""
    return shutil.copytree(tables_of_before, tmp_path / "out")


@pytest.mark.parametrize(
    ("schema", "sentence"),
    [
        (SCHEMA_VERSION - 1, "由较早版本的程序发布.*python -m loaders build"),
        (SCHEMA_VERSION + 1, "由较新版本的程序发布"),
    ],
)
def test_tables_of_another_schema_are_met_with_a_sentence(tmp_path, monkeypatch, schema, sentence):
    out = publish(tmp_path, monkeypatch, schema)
    for read in (open_published, open_last_good, lambda folder: health(folder, date.today())):
        with pytest.raises(NothingPublished, match=sentence):
            read(out)


def test_status_says_so_and_fails(earlier, capsys):
    assert main(["status", "--out", str(earlier)]) == 1
    assert "由较早版本的程序发布" in capsys.readouterr().out


def test_a_damaged_version_does_not_give_way_to_one_of_another_schema(tmp_path, monkeypatch):
    out = publish(tmp_path, monkeypatch, SCHEMA_VERSION - 1, REAL[:3])
    publish(tmp_path, monkeypatch, SCHEMA_VERSION)
    (out / current_version(out) / "map.json").write_text("{")
    with pytest.raises(NothingPublished, match="校验值不符"):
        open_last_good(out)


def test_publishing_again_mends_it(earlier, tmp_path, monkeypatch):
    assert publish(tmp_path, monkeypatch, SCHEMA_VERSION) == earlier
    assert len(open_published(earlier).registers["labs"]) == 3


# --- what `make run` does -----------------------------------------------------------------------


def fictional(version):
    """What the manifest of a version says."""
    return json.loads((version / "manifest.json").read_text())["fictional"]


def test_real_registers_of_an_earlier_version_are_never_replaced_by_the_sample(earlier, capsys):
    before = current_version(earlier)
    assert fictional(earlier / before) is False
    assert publish_sample(earlier) == 0
    assert current_version(earlier) == before and fictional(earlier / before) is False
    assert "python -m loaders build" in capsys.readouterr().err


def test_nor_are_real_ones_in_which_an_example_row_was_left(tmp_path, monkeypatch):
    example = ["LAB-9", "示例实验室", *REAL[-1][2:]]
    out = publish(tmp_path, monkeypatch, SCHEMA_VERSION - 1, [*REAL, example])
    before = current_version(out)
    assert fictional(out / before) is True
    assert publish_sample(out) == 0 and current_version(out) == before


def test_nor_are_damaged_ones_nor_those_without_a_pointer(tmp_path, monkeypatch):
    out = publish(tmp_path, monkeypatch, SCHEMA_VERSION)
    version = current_version(out)
    assert fictional(out / version) is False
    (out / version / "map.json").write_text("{")
    assert publish_sample(out) == 0 and current_version(out) == version
    (out / "CURRENT.json").unlink()
    assert publish_sample(out) == 0 and not (out / "CURRENT.json").exists()
    (out / version / "manifest.json").unlink()  # what nobody can call fictional is not
    assert publish_sample(out) == 0 and not (out / "CURRENT.json").exists()


def test_the_sample_is_published_where_nothing_is_and_over_an_earlier_sample(tmp_path, monkeypatch):
    out, sample = tmp_path / "out", tmp_path / "sample"
    sample.mkdir()
    csv_file(sample / "labs.csv", LABS)
    monkeypatch.setattr(build, "SCHEMA_VERSION", SCHEMA_VERSION - 1)
    assert publish_sample(out, sample) == 0 and fictional(out / current_version(out))
    with pytest.raises(NothingPublished):
        open_published(out)
    monkeypatch.setattr(build, "SCHEMA_VERSION", SCHEMA_VERSION)
    assert publish_sample(out, sample) == 0 and open_published(out).manifest["fictional"]


def test_what_can_be_read_stays(tmp_path, sample_tables):
    out = shutil.copytree(sample_tables, tmp_path / "tables")
    pointer = (out / "CURRENT.json").read_bytes()
    assert publish_sample(out) == 0 and (out / "CURRENT.json").read_bytes() == pointer
    assert json.loads(pointer)["version"] == current_version(out)
