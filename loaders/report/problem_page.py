"""docs/problems.md from the catalogue: python -m loaders.report.problem_page > docs/problems.md"""

import sys

from catalog.definitions import catalog

_HEAD = """# 问题编号

本页由 `data/catalog/problems.toml` 生成：
`python -m loaders.report.problem_page > docs/problems.md`。

装载时的每个问题都有一个不变的编号（`code`）和一种处置（`action`），写在 `report.json`、终端和
`rejected.xlsx` 中，前面带有文件、工作表和行号。尖括号内的字随数据而变。
"""
_ACTIONS = {
    "build_refused": "整次构建不发布（`build_refused`）：核对之后加 `--confirm` 才发布",
    "file_rejected": "整份文件不采用（`file_rejected`）：改正之前什么都不发布",
    "row_rejected": "该行不采用（`row_rejected`）：其余各行照常发布；`--strict` 时什么都不发布",
    "normalised": "已采用，告知处理方式（`normalised`）",
}
_PARTS = {"column": "〈列〉", "value": "〈值〉", "detail": "〈说明〉"}


def page() -> str:
    """The page: one table per action, one line per code."""
    parts = [_HEAD]
    for action, title in _ACTIONS.items():
        parts += [f"## {title}\n", "| 编号 | 规则 | 提示 | 办法 |\n|---|---|---|---|"]
        for code, entry in catalog().problems.items():
            if entry.action == action:
                message = entry.message.format(**_PARTS)
                parts.append(f"| `{code}` | {entry.rule} | {message} | {entry.remedy} |")
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(page())
