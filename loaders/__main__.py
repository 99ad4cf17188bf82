"""The command line: python -m loaders build | check | template | sample | status."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from loaders import published
from loaders.build import acceptable, publish_loaded
from loaders.clock import today
from loaders.loading import Loaded, load
from loaders.mapping import MappingError, read_mapping
from loaders.problems import FileRejected, Problem
from loaders.progress import progress_bar
from loaders.publish import LockedByAnother
from loaders.rejected import write_rejected
from loaders.report import refusal, report, summary, write_report

DONE, REFUSED, USAGE, LOCKED = 0, 1, 2, 3


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the number returned is the exit status of the contract."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except MappingError as failure:
        print(failure, file=sys.stderr)
        return USAGE


def build(options) -> int:
    """Publish the sources, or change nothing and say why."""
    loaded = _load(options)
    if loaded is None or not acceptable(loaded, options.strict):
        return _refuse(options, loaded)
    try:
        version = publish_loaded(loaded, options.out, options.engine, _say)
    except LockedByAnother:
        print("另一个构建正在写入，本次没有改动任何内容；请稍后再试。", file=sys.stderr)
        return LOCKED
    rejected = write_rejected(loaded, options.out / "rejected.xlsx")
    _report(options, loaded, version)
    _say(f"已发布版本 {version}，数据截至 {loaded.as_of}：{options.out / version}")
    if rejected:
        _say(f"被拒收的 {rejected} 行连同原因：{options.out / 'rejected.xlsx'}")
    return DONE


def check(options) -> int:
    """Validate the sources and publish nothing."""
    loaded = _load(options)
    if loaded is None:
        return REFUSED
    _report(options, loaded, None)
    fine = acceptable(loaded, options.strict)
    _say("可以发布。" if fine else "不能发布，已发布的内容没有改动。")
    return DONE if fine else REFUSED


def _refuse(options, loaded: Loaded | None) -> int:
    if loaded is not None:
        if options.out.exists():
            write_rejected(loaded, options.out / "rejected.xlsx")
        _report(options, loaded, None)
        _say("没有发布；已发布的内容没有改动。")
    return REFUSED


def _load(options) -> Loaded | None:
    mapping = read_mapping(options.mapping)
    try:
        loaded = load(options.source, mapping, options.as_of, today(), progress_bar)
    except FileRejected as why:
        problem = Problem(why.code, why.where.get("value", ""), **why.where)
        print(problem.message, file=sys.stderr)
        if options.report:
            write_report(refusal(problem), options.report)
        return None
    for line in summary(loaded):
        _say(line)
    if options.as_of is None and mapping.as_of is None and loaded.as_of:
        _say(f"数据截至 {loaded.as_of}（取登记册中最晚的日期；实际更晚时请用 --as-of 指明）")
    return loaded


def _report(options, loaded: Loaded, version: str | None) -> None:
    if options.report:
        write_report(report(loaded, version), options.report)


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
        print(why, file=sys.stderr)
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m loaders", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="命令")
    for name, run in (("build", build), ("check", check)):
        command = _command(commands, name, run)
        command.add_argument("--source", action="append", required=True)
        command.add_argument("--mapping", metavar="FILE.toml")
        command.add_argument("--out", type=Path, default=published.TABLES)
        command.add_argument("--strict", action="store_true")
        command.add_argument("--report", type=Path)
        command.add_argument("--engine", choices=["duckdb"], default="duckdb")
        command.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
    command = _command(commands, "template", template)
    command.add_argument("--out", type=Path, required=True)
    command = _command(commands, "sample", sample)
    command.add_argument("--out", type=Path, required=True)
    command.add_argument("--labs", type=int, default=120)
    command.add_argument("--standards", type=int)
    command.add_argument("--seed", type=int, default=2022)
    command.add_argument("--format", choices=["xlsx", "csv", "parquet"], default="xlsx")
    command = _command(commands, "status", status)
    command.add_argument("--out", type=Path, default=published.TABLES)
    command.add_argument("--json", action="store_true")
    return parser


def _command(commands, name: str, run: Callable) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
    command.set_defaults(run=run)
    return command


if __name__ == "__main__":
    sys.exit(main())
