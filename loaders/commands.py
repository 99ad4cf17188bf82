"""What each command does; the number returned is the exit status of the contract."""

import json
import sys
from datetime import date
from pathlib import Path

from loaders import published
from loaders.build import publish_loaded
from loaders.clock import today
from loaders.failures import named
from loaders.loading import Loaded, load
from loaders.mapping import Mapping
from loaders.mapping_file import read_mapping
from loaders.problems import FileRejected, Problem
from loaders.progress import progress_bar
from loaders.publish import LockedByAnother
from loaders.rejected import write_rejected
from loaders.report import reasons, refusal, report, summary, write_report

DONE, REFUSED, USAGE, LOCKED = 0, 1, 2, 3


def build(options) -> int:
    """Publish the sources, or change nothing and say why."""
    loaded = _load(options)
    if loaded is None or _refused(options, loaded):
        return REFUSED
    try:
        version = publish_loaded(loaded, options.out, options.engine, _say)
    except LockedByAnother:
        _warn("另一个构建正在写入，本次没有改动任何内容；请稍后再试。")
        return LOCKED
    _say(f"已发布版本 {version}，数据截至 {loaded.as_of}：{options.out / version}")
    _write_rows(options, loaded)
    _report(options, loaded, version)
    return DONE


def check(options) -> int:
    """Validate the sources and publish nothing."""
    loaded = _load(options)
    if loaded is None or _refused(options, loaded):
        return REFUSED
    _report(options, loaded, None)
    _say("可以发布。")
    return DONE


def _refused(options, loaded: Loaded) -> bool:
    """Say why this may not be published, the last word on the terminal; False where it may."""
    told = reasons(loaded, options.strict)
    if told:
        if options.run is build and options.out.exists():
            _write_rows(options, loaded)
        _report(options, loaded, None)
        _warn("\n".join(["没有发布，已发布的内容没有改动：", *told]))
    return bool(told)


def _load(options) -> Loaded | None:
    mapping = read_mapping(options.mapping)
    try:
        loaded = load(options.source, mapping, options.as_of, today(), progress_bar)
    except FileRejected as why:
        problem = Problem(why.code, why.where.get("value", ""), **why.where)
        _warn(problem.message)
        if options.report:
            _write(options.report, lambda: write_report(refusal(problem), options.report))
        return None
    for line in summary(loaded):
        _say(line)
    _say_as_of(options.as_of, mapping, loaded)
    return loaded


def _say_as_of(given: date | None, mapping: Mapping, loaded: Loaded) -> None:
    if given is None and mapping.as_of is None and loaded.as_of:
        _say(f"数据截至 {loaded.as_of}（取登记册中最晚的日期；实际更晚时请用 --as-of 指明）")


def _report(options, loaded: Loaded, version: str | None) -> None:
    if options.report:
        _write(options.report, lambda: write_report(report(loaded, version), options.report))


def _write_rows(options, loaded: Loaded) -> None:
    path = options.out / "rejected.xlsx"
    count = _write(path, lambda: write_rejected(loaded, path))
    if count:
        _say(f"被拒收的 {count} 行连同原因：{path}")


def _write(path: Path, write) -> int | None:
    """Write something beside the tables; a failure is said and changes nothing else."""
    try:
        return write()
    except OSError as failure:
        _warn(f"《{path.name}》未能写入：{named(failure)}。")
        return None


def template(options) -> int:
    """Write the empty workbook that provinces fill in."""
    from loaders.template import write_template

    write_template(options.out)
    _say(f"模板：{options.out}")
    return DONE


def sample(options) -> int:
    """Write fictional registers."""
    from loaders.sample import write_sample

    try:
        paths = write_sample(
            options.out, options.labs, options.standards, options.seed, options.format
        )
    except ValueError as why:
        _warn(str(why))
        return USAGE
    for path in paths:
        _say(f"演示数据（虚构）：{path}")
    return DONE


def status(options) -> int:
    """Say what is published."""
    try:
        found = published.open_published(options.out)
    except published.NothingPublished as why:
        print(json.dumps({"status": "empty", "reason": str(why)}, ensure_ascii=False)
              if options.json else f"{why}。")  # fmt: skip
        return REFUSED
    record = {
        "status": "published", "version": found.version, "as_of": found.as_of.isoformat(),
        "age_days": found.age_days(today()),
        **{k: found.manifest[k] for k in ("fictional", "title", "rows", "sources", "built_at")},
    }  # fmt: skip
    if options.json:
        print(json.dumps(record, ensure_ascii=False, indent=1))
    else:
        _print_status(record)
    return DONE


def _print_status(record: dict) -> None:
    mark = "（演示数据）" if record["fictional"] else ""
    _say(
        f"版本 {record['version']}{mark}，数据截至 {record['as_of']}，距今 {record['age_days']} 天"
    )
    _say("行数：" + "，".join(f"{name} {rows}" for name, rows in record["rows"].items()))
    _say("来源：" + "、".join(source["file"] for source in record["sources"]))


def _say(line: str) -> None:
    print(line, flush=True)


def _warn(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
