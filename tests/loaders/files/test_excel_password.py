"""Workbooks under a password: Excel's default one is opened, any other is refused."""

import io
import struct
from hashlib import md5

import msoffcrypto
import olefile
import pytest
from msoffcrypto.method.rc4 import DocumentRC4
from xlwt.CompoundDoc import XlsDoc

from loaders.files import excel_password
from loaders.files.open_file import read_sheets
from loaders.problems import FileRejected
from tests.loaders.drawn_registers import LABS, account, loaded, old_workbook, problems, workbook
from tests.loaders.files.test_hostile import SHEET, altered

DEFAULT = "VelvetSweatshop"


def lock(path, password: str):
    """The workbook at the path, encrypted as Excel does today."""
    kept = io.BytesIO(path.read_bytes())
    with path.open("wb") as out:
        msoffcrypto.OfficeFile(kept).encrypt(password, out)
    return path


def lock_old(path, password: str):
    """The old workbook at the path, encrypted as Excel 97 did ([MS-XLS] 2.2.10).

    Everything but record headers, the two first records and the places of sheets is under RC4,
    whose key changes every 1,024 bytes; the places move by the record that holds the salt.
    """
    salt, verifier = bytes(range(16)), b"\x07" * 16
    code = DocumentRC4.decrypt(password, salt, io.BytesIO(verifier + md5(verifier).digest()))
    filepass = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + salt + code.read()
    stream = olefile.OleFileIO(path).openstream("Workbook").read()
    start = 4 + struct.unpack_from("<H", stream, 2)[0]
    stream = bytearray(stream[:start] + filepass + stream[start:])
    hidden, place = bytearray(len(stream)), 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        first = place + 4
        if kind == 0x85:  # a sheet: its place stays in the clear
            moved = struct.unpack_from("<I", stream, first)[0] + len(filepass)
            struct.pack_into("<I", stream, first, moved)
            first += 4
        place += 4 + size
        if kind not in (0x0809, 0x2F, 0xE1):
            hidden[first:place] = b"\x01" * (place - first)
    coded = DocumentRC4.decrypt(password, salt, io.BytesIO(bytes(stream)), blocksize=1024).read()
    mixed = bytes(c if h else p for c, p, h in zip(coded, stream, hidden, strict=True))
    with path.open("wb") as out:
        XlsDoc().save(out, mixed)
    return path


@pytest.fixture(params=["xlsx", "xls"])
def locked_labs(request, tmp_path):
    """A function that gives the drawn laboratories under a password."""
    write, hide = {"xlsx": (workbook, lock), "xls": (old_workbook, lock_old)}[request.param]
    return lambda password: hide(write(tmp_path / f"a.{request.param}", 实验室名录=LABS), password)


def test_the_default_password_is_no_secret_and_told(locked_labs):
    result = loaded(locked_labs(DEFAULT))
    assert account(result, "labs") == (3, 3, 0, 0, 0)
    assert problems(result) == [("default_password", "", None)]


def test_any_other_password_is_refused(locked_labs):
    with pytest.raises(FileRejected) as why:
        read_sheets(locked_labs("secret"))
    assert why.value.code == "encrypted_file"


def test_what_a_default_password_hides_is_looked_at_like_the_rest(tmp_path):
    bomb = b"<worksheet>" + b" " * (65 << 20)
    (tmp_path / "a.xlsx").write_bytes(altered(**{SHEET: bomb}))
    with pytest.raises(FileRejected) as why:
        read_sheets(lock(tmp_path / "a.xlsx", DEFAULT))
    assert why.value.code == "file_too_big"


def test_a_password_that_takes_hours_to_try_is_not_tried(tmp_path, monkeypatch):
    path = lock(workbook(tmp_path / "a.xlsx", 实验室名录=LABS), DEFAULT)
    monkeypatch.setattr(excel_password, "SPIN_LIMIT", 99_999)  # Excel's own number is 100,000
    with pytest.raises(FileRejected) as why:
        excel_password.unlock(path.read_bytes())
    assert why.value.code == "encrypted_file"


def test_rights_management_is_a_password_too(tmp_path):
    whole = lock(workbook(tmp_path / "a.xlsx", 实验室名录=LABS), DEFAULT).read_bytes()
    name, other = ("EncryptionInfo".encode("utf-16-le"), "DataSpaceMaps_".encode("utf-16-le"))
    (tmp_path / "a.xlsx").write_bytes(whole.replace(name, other))
    with pytest.raises(FileRejected) as why:
        read_sheets(tmp_path / "a.xlsx")
    assert why.value.code == "encrypted_file"


def test_a_locked_workbook_is_as_small_as_it_is_slow_to_open(tmp_path, monkeypatch):
    path = lock(workbook(tmp_path / "a.xlsx", 实验室名录=LABS), DEFAULT)
    monkeypatch.setattr(excel_password, "SIZE_LIMIT", 1000)
    with pytest.raises(FileRejected) as why:
        excel_password.unlock(path.read_bytes())
    assert why.value.code == "file_too_big"
