"""One laboratory under two ids: equal in name, host and place, it would be counted twice."""

import re

import pandas as pd

from catalog.definitions import catalog
from loaders.problems import Problem
from loaders.text import fold

_MARKS = re.compile(r"[\s（）()\[\]【】“”\"'·.,，、。:：;；\-—_/]")


def drop_same_labs(labs: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Laboratories without those that bear another's name, host and place under another id.

    A city that is left blank is no difference. Which id is right is not guessed: all are left out,
    each with a problem that names another of them.
    """
    if labs.empty:
        return labs, []
    names = labs["lab_name"].map(_comparable) + "\n" + labs["host_unit"].map(_comparable)
    keys = names + "\n" + labs["province"]
    problems, dropped = [], []
    for _, rows in labs[keys.duplicated(keep=False)].groupby(keys, sort=False):
        cities = {_comparable(city).removesuffix("市") for city in rows["city"] if city is not None}
        if len(cities) > 1:
            continue
        dropped += list(rows.index)
        members = rows.to_dict("records")
        for place, row in enumerate(members):
            other = members[0] if place else members[1]
            problems.append(_problem(row, other))
    return labs.drop(index=dropped), problems


def _comparable(text: str) -> str:
    """A name without marks, blanks, width and case.

    >>> _comparable("示例（甲） 实验室") == _comparable("示例(甲)实验室")
    True
    """
    return _MARKS.sub("", fold(text))


def _problem(row: dict, other: dict) -> Problem:
    heading = catalog().registers["labs"].columns["lab_id"].heading
    place = f"《{other['_file']}》“{other['_sheet']}”第 {other['_row']} 行（{other['lab_id']}）"
    where = (row["_file"], row["_sheet"], int(row["_row"]))
    return Problem("same_lab_two_ids", *where, heading, str(row["lab_id"]), place)
