"""Workbooks under Excel's default password, which Excel opens without asking."""

import io

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

from loaders.problems import FileRejected

DEFAULT_PASSWORD = "VelvetSweatshop"  # of [MS-OFFCRYPTO] 2.4.2.3, no secret
SIZE_LIMIT = 16 << 20  # an old workbook is decrypted byte by byte
SPIN_LIMIT = 1_000_000  # Excel turns the password 100,000 times


def unlock(content: bytes) -> bytes | None:
    """The workbook inside a locked one; None where it is not locked.

    Raises FileRejected("encrypted_file") under any other password.
    """
    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(content))
    except FileFormatError:
        return None  # no workbook of these kinds; its reader says so
    except DecryptionError as failure:
        raise FileRejected("encrypted_file") from failure
    if not locked.is_encrypted():
        return None
    if len(content) > SIZE_LIMIT:
        raise FileRejected("file_too_big", f"加密的文件超过 {SIZE_LIMIT >> 20} MB")
    if getattr(locked, "info", {}).get("spinValue", 0) > SPIN_LIMIT:
        raise FileRejected("encrypted_file")
    opened = io.BytesIO()
    try:
        locked.load_key(password=DEFAULT_PASSWORD)
        locked.decrypt(opened)
    except (InvalidKeyError, DecryptionError) as failure:
        raise FileRejected("encrypted_file") from failure
    return opened.getvalue()
