"""One drawing browser for all tests of pictures, as a server has one."""

import pytest

from briefings.exhibit import Exhibit
from briefings.pictures.browser import browser_path
from briefings.pictures.fonts import DrawingFiles
from briefings.pictures.renderer import Renderer, install
from catalog.figure_parts import Provenance


@pytest.fixture(scope="session")
def drawing_files():
    files = DrawingFiles()
    yield files
    files.close()


@pytest.fixture(scope="session")
def artist(drawing_files):
    """The renderer, installed for the writers too."""
    assert browser_path(), "缺少 chromium-headless-shell：请运行 make test，它会通过 apt 安装"
    renderer = Renderer(drawing_files, browser_path())
    install(renderer)
    yield renderer
    install(None)
    renderer.close()


@pytest.fixture
def provenance():
    """Where an invented register's numbers come from."""
    return Provenance(
        "示例登记册.xlsx", "2026-10-29", "v1", "范围：全国", ("演示数据",), "domain=新材料", True,
        "来源：示例登记册.xlsx　数据截至 2026-10-29",
    )  # fmt: skip


@pytest.fixture
def drawn(provenance):
    """A bar for each of two provinces whose names copy wrong from a PDF with radicals."""
    figure = {"data": [{"type": "bar", "x": ["黑龙江", "广西"], "y": [1, 2]}], "layout": {}}
    return Exhibit(
        "labs", "column", "各省实验室", provenance, ("黑龙江", "广西"), takeaway="广西最多，2 家",
        alt="各省实验室。广西最多", columns=("省份", "家"), rows=(("黑龙江", 1), ("广西", 2)),
        figure=figure,
    )  # fmt: skip
