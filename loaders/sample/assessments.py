"""Fictional official assessments, written only on request: no real conclusion is published."""

import pandas as pd

from loaders.sample.random_draws import PREFIX

# clause, conclusion, day: one clause of each goal, and one that was assessed twice
_ROWS = (
    ("技术突破", "总体完成，关键环节仍有短板", "2026-03-20"),
    ("技术突破", "经复核，基本完成", "2026-09-15"),
    ("国际差距", "有所缩小，尚不明显", "2026-03-20"),
    ("布局合理", "东部集中的格局没有改变", "2026-06-30"),
)


def fictional_assessments() -> pd.DataFrame:
    """One row per document and clause; every word says that it is for demonstration only."""
    frame = pd.DataFrame(_ROWS, columns=["clause", "conclusion", "assessed_on"])
    numbers = [f"{PREFIX}评〔2026〕{number}号" for number in range(1, len(frame) + 1)]
    return frame.assign(
        conclusion=[f"（演示）{conclusion}" for conclusion in frame["conclusion"]],
        assessed_on=pd.to_datetime(frame["assessed_on"]),
        document_no=numbers,
        issued_by=f"{PREFIX}评估单位",
        link=[f"《{PREFIX}评估通报》{number}" for number in numbers],
    )
