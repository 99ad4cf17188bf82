"""Whatever is typed: an exit status of the contract, a Chinese sentence, never a traceback.

`make endurance` runs every case as the shell would; `make test` calls the program's front door.
"""

import io
import re
from contextlib import redirect_stderr, redirect_stdout

import pytest

from loaders.__main__ import main
from tests.loaders.command import run
from tests.loaders.drawn_registers import LABS, csv_file
from tests.loaders.endurance.extent import FULL

SECRET = "geheim"
# the labs of the drawn file, an --out, an existing file, an existing folder
LABS_FILE, OUT, FILE, FOLDER = "{0}/labs.csv", "{0}/out", "{0}/file", "{0}/folder"
CHECK = ["check", "--source", LABS_FILE]
BUILD = ["build", "--source", LABS_FILE, "--out", OUT]
SAMPLE = ["sample", "--out", OUT]
LONG = "长" * 300


def database(after_user: str) -> list[str]:
    return ["check", "--source", f"postgresql://u:{after_user}"]


MAPPINGS = {  # name: (content, words of the sentence)
    "broken": ("[[[", "第 1 行不合 TOML 的写法"),
    "unfinished": ('title = "', "第 1 行：引号没有成对"),
    "no-text": ("title = '\udcff'", "不是 UTF-8 文本"),
    "unknown-key": ("[labs]\nnope = 1", "第 2 行：不认识的键“labs.nope”"),
    "unknown-register": ("[laboratories]", "不认识的键“laboratories”"),
    "no-table": ("labs = 1", "应为表"),
    "no-column": ("[labs.headings]\n'甲' = ['lab_id']", "第 2 行：“labs.headings.甲”"),
    "no-date": ("as_of = '2024'", "应为日期"),
    "bounds-of-text": ("[labs.bounds]\nlab_name = { min = 1 }", "只能用于日期和数值列"),
    "bounds-of-year": ("[labs.bounds]\napproved_on = { min = 2022 }", "approved_on.min”的值“2022”"),
    "no-part": ("[labs.templates]\nlab_id = '{}'", "没有 {表头}"),
    "odd-constants": ("[labs.constants]\nlab_id = nan\nlab_name = inf\nhost_unit = 12\n"
                      "province = true\napproved_on = 2023-05-01", "全部被拒收"),
}  # fmt: skip
CASES = {  # name: (arguments, exit status, words of the sentence)
    "no command": ([], 2, "缺少 命令"),
    "unknown command": (["bild"], 2, "不能是 'bild'"),
    "no source": (["build"], 2, "缺少 --source"),
    "nothing after an option": (["build", "--source"], 2, "--source 后面缺少内容"),
    "unknown option": ([*CHECK, "--fast"], 2, "没有这样的选项：--fast"),
    "ambiguous option": ([*SAMPLE, "--s", "1"], 2, "有多种可能"),
    "blank source": (["check", "--source", " "], 2, "--source：不能为空"),
    "blank out": ([*BUILD[:3], "--out", ""], 2, "--out：不能为空"),
    "unknown engine": ([*BUILD, "--engine", "abacus"], 2, "不能是 'abacus'"),
    "no such day": ([*BUILD, "--as-of", "2025-13-01"], 2, "“2025-13-01”不是日期"),
    "no day at all": ([*BUILD, "--as-of", "gestern"], 2, "请写成 2026-10-31"),
    "a day to come": ([*CHECK, "--as-of", "2999-01-01"], 0, "晚于今天"),
    "the first day of all": ([*BUILD, "--as-of", "0001-01-01"], 1, "全部被拒收"),
    "missing source": (["check", "--source", "{0}/没有.xlsx"], 1, "找不到来源"),
    "empty folder": (["check", "--source", FOLDER], 1, "没有登记册文件"),
    "endless name": (["check", "--source", LONG], 1, "路径过长"),
    "unfinished pattern": (["check", "--source", "[" + LABS_FILE], 1, "找不到来源"),
    "line break in a name": (["check", "--source", "a\nb.xlsx"], 1, "《a b.xlsx》"),
    "escape code in a name": (["check", "--source", "a\x1b[2Jb.csv"], 1, "《a\ufffd[2Jb.csv》"),
    "half a character in a name": (["check", "--source", "a\udcff.csv"], 1, "《a\ufffd.csv》"),
    "a device": (["check", "--source", "/dev/zero"], 1, "不是普通文件"),
    "no text": (["check", "--source", FILE], 1, "不支持的文件类型"),
    "unsupported database": (["check", "--source", f"mysql://u:{SECRET}@h/db"], 1, "mysql://…"),
    "no host": (database(f"{SECRET}@[::1/db"), 1, "地址不能识别"),
    "no port": (database(f"{SECRET}@h:port/db"), 1, "地址不能识别"),
    "port too far": (database(f"{SECRET}@h:99999/db"), 1, "地址不能识别"),
    "bad escape": (database(f"%zz{SECRET}@h/db"), 1, "百分号编码"),
    "bare slash": (database(f"a/{SECRET}@h/db"), 1, "百分号编码"),
    "bare at": (database(f"a@{SECRET}@h/db"), 1, "百分号编码"),
    "unknown host": (database(f"{SECRET}@h.invalid/db"), 1, "找不到这台主机"),
    "odd parameter": (database(f"{SECRET}@h/d?x=1"), 1, "不能识别"),
    "nobody listening": (["check", "--source", f"postgresql://h/?password={SECRET}&host=127.0.0.1"
                          "&port=1"], 1, "没有程序在监听"),
    "out is a file": ([*BUILD[:3], "--out", FILE], 1, "已有同名文件"),
    "out under a file": ([*BUILD[:3], "--out", FILE + "/deep"], 1, "上级不是文件夹"),
    "out where nothing may be": ([*BUILD[:3], "--out", "/proc/here"], 1, "/proc/here"),
    "report is a folder": ([*CHECK, "--report", FOLDER], 0, "未能写入：是文件夹"),
    "report under a file": ([*CHECK, "--report", FILE + "/r.json"], 0, "未能写入"),
    "no mapping": ([*CHECK, "--mapping", "{0}/no.toml"], 2, "无法读取：找不到"),
    "mapping is a folder": ([*CHECK, "--mapping", FOLDER], 2, "无法读取：不是普通文件"),
    "status of nothing": (["status", "--out", FOLDER], 1, "还没有发布任何数据"),
    "status of a file": (["status", "--out", FILE], 1, "无法读取"),
    "template on a folder": (["template", "--out", FOLDER], 1, "是文件夹"),
    "template nowhere": (["template", "--out", "/proc/t.xlsx"], 1, "/proc/t.xlsx"),
    "sample on a file": (["sample", "--out", FILE], 1, "已有同名文件"),
    "labs below nothing": ([*SAMPLE, "--labs", "-5"], 2, "“-5”不是至多 9 位的非负整数"),
    "labs without end": ([*SAMPLE, "--labs", "9" * 30], 2, "不是至多 9 位的非负整数"),
    "more labs than rows": ([*SAMPLE, "--labs", "300000"], 2, "超过工作簿每表"),
    "labs in words": ([*SAMPLE, "--labs", "viele"], 2, "“viele”不是"),
    "seed below nothing": ([*SAMPLE, "--seed", "-1"], 2, "“-1”不是"),
    "unknown format": ([*SAMPLE, "--format", "doc"], 2, "不能是 'doc'"),
    **{
        f"mapping {name}": ([*CHECK, "--mapping", f"{{0}}/{name}.toml"],
                            1 if "拒收" in sentence else 2, sentence)
        for name, (_, sentence) in MAPPINGS.items()
    },
}  # fmt: skip
CHINESE = re.compile("[\u4e00-\u9fff]")


def called(*arguments: str) -> tuple[int, str, str]:
    """(exit status, stdout, stderr) of the front door; what it lets through fails the test."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main(list(arguments))
        except SystemExit as left:
            status = left.code
        out.flush(), err.flush()
    return status, out.buffer.getvalue().decode(), err.buffer.getvalue().decode()


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with the things that the cases name."""
    place = tmp_path_factory.mktemp("typed")
    csv_file(place / "labs.csv", LABS)
    (place / "file").write_text("x")
    (place / "folder").mkdir()
    for name, (content, _) in MAPPINGS.items():
        path = place / f"{name}.toml"
        path.write_text(content, encoding="utf-8", errors="surrogateescape")
    return place


@pytest.mark.endurance
@pytest.mark.parametrize("name", CASES)
def test_bad_input_ends_with_a_status_and_a_chinese_sentence(place, name):
    arguments, expected, message = CASES[name]
    status, out, err = (run if FULL else called)(
        *(word.replace("{0}", str(place)) for word in arguments)
    )
    text = out + err
    assert status == expected, text
    assert message in text and CHINESE.search(err or out)
    assert "Traceback" not in text and SECRET not in text and "\x1b" not in text
    for english in ("argument", "invalid choice", "expected", "No such", "Errno"):
        assert english not in text
