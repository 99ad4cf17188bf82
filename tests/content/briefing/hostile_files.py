"""Hostile files for 简报, drawn from seeds and opened: one JSON line a seed, in its own process.

python -m tests.content.briefing.hostile_files TABLES FIRST COUNT. A line: seed, seconds of the
processor, memory (kB that the process has grown at most while the file was open), ending (opened,
or refused). Linux only: its own peak since start, that of opening the tables, would hide the rest.
"""

import json
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from catalog.definitions import catalog, words
from catalog.example_briefings import examples
from content.briefing.saved_file import MAX_FILE_BYTES, Refused, read_scope, read_toml
from loaders.store.published import open_published

Draw = random.Random
PART = '[[part]]\nchapter = "domains"\nid = "domain_totals"\n'
SIGNS = "[]{}=,.#'\"\\\n\r \t-+_09aex中\u2028\ufeff\x00\x1b"
SHARDS = ('"""', "'''", "[[", "]]", "a.", "{a=", "[", "0x", "1e", "\\u00e9", "\n", "[a]\n", PART)


def some_size(draw: Draw) -> int:
    """Small, at the bound and beyond it alike."""
    return draw.choice((1, 10, 1_000, 20_000, MAX_FILE_BYTES // 2, MAX_FILE_BYTES * 2))


def repeat_shard(draw: Draw) -> str:
    shard = draw.choice(SHARDS)
    return draw.choice(("", "a = ", "[", '"')) + shard * (some_size(draw) // len(shard) + 1)


def repeat_line(draw: Draw) -> str:
    line = draw.choice(("k{} = 1", "k{0} = {{a = 1}}", "[a{0}]\nb = 1", "a.b.c{} = [[]]", "# {}"))
    return "\n".join(line.format(number) for number in range(some_size(draw) // 10))


def repeat_part(draw: Draw) -> str:
    part = draw.choice(
        (PART, "[[part]]\n", '[[part]]\nchapter = "x"\n', "[[part.a]]\n", PART + "x=1\n")
    )
    return 'title = "甲"\n' + part * (some_size(draw) // len(part) + 1)


def lengthen_value(draw: Draw) -> str:
    value = draw.choice(("9", "f", "[1],", '"a",', "甲", '\\"', "1.", "1979-05-27", "a\n"))
    key = draw.choice(("title", "author", "scope", "part", "x"))
    before, after = draw.choice((("", ""), ('"', '"'), ("[", "]"), ('"""', '"""'), ("0x", "")))
    return f"{key} = {before}{value * (some_size(draw) // len(value) + 1)}{after}\n{PART}"


def widen_scope(draw: Draw) -> str:
    key = draw.choice(("domain", "region", "province", "period"))
    word = draw.choice(('"湖北",', '"x&y=1",', "2024,", "9" * 99 + ",", '"",', "[2022],"))
    return (
        f'title = "甲"\n[scope]\n{key} = [\n' + f"{word}\n" * (some_size(draw) // 10) + f"]\n{PART}"
    )


def mix_signs(draw: Draw) -> str:
    return "".join(draw.choices((*SIGNS, *SHARDS), k=some_size(draw) // 4))


def damage_example(draw: Draw) -> str:
    """A good briefing with a few signs exchanged, or a stretch of it again."""
    text = draw.choice(list(examples().values())).decode()
    for _ in range(draw.randint(0, 4)):
        place = draw.randrange(len(text))
        if draw.random() < 0.5:
            text = text[:place] + draw.choice(SIGNS) + text[place + 1 :]
        else:
            text += text[place : place + draw.randrange(500)]
    return text


HOSTILE: tuple[Callable[[Draw], str], ...] = (
    repeat_shard, repeat_line, repeat_part, lengthen_value, widen_scope, mix_signs, damage_example
)  # fmt: skip


def hostile_file(seed: int) -> bytes:
    """The file of a seed."""
    draw = Draw(seed)
    content = HOSTILE[seed % len(HOSTILE)](draw).encode()
    if draw.random() < 0.1:
        content = content[: len(content) // 2] + draw.randbytes(20) + content[len(content) // 2 :]
    return content


def forget_peak() -> None:
    """Count the peak of this process anew from what it holds now."""
    Path("/proc/self/clear_refs").write_text("5")


def read_memory(name: str) -> int:
    """kB of this process now (VmRSS) or at its peak (VmHWM)."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(rf"^{name}:\s*(\d+) kB$", status, re.M)[1])


def main(tables: str, first: str, count: str) -> None:
    """Open each file as the page does: read it, then hold its scope against what is published."""
    t, published = words(), open_published(Path(tables))
    for content in examples().values():
        read_toml(content, t)
    for seed in range(int(first), int(first) + int(count)):
        content = hostile_file(seed)
        forget_peak()
        start_kb, start_s = read_memory("VmRSS"), time.process_time()
        try:
            read_scope(read_toml(content, t), published, catalog(), t)
            ending = "opened"
        except Refused as refused:
            ending = "refused" if refused.reasons and all(refused.reasons) else "in silence"
        trial = {
            "seed": seed,
            "seconds": time.process_time() - start_s,
            "memory": read_memory("VmHWM") - start_kb,
            "ending": ending,
        }
        print(json.dumps(trial), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
