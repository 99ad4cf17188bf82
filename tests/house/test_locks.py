"""What is installed: pinned with digests, in step with requirements*.txt, its licences listed."""

import re
from email import message_from_string

import pytest

from docs.list_licences import list_licences

from .source import text

SETS = ("requirements", "requirements-dev", "requirements-bench", "requirements-spark")
DIGEST = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def normalise(name: str) -> str:
    """The name of a package as indices compare it, without its extras."""
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower()


def list_pins(name: str) -> set[tuple[str, str]]:
    """Package and version of each line of a set and of those it includes."""
    pins = set()
    for line in text(f"{name}.txt").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("-r "):
            pins |= list_pins(line.removeprefix("-r ").removesuffix(".txt"))
        elif line:
            package, version = line.partition(";")[0].split("==")  # without its systems
            pins.add((normalise(package), version.strip()))
    return pins


def list_locked(name: str) -> dict[tuple[str, str], str]:
    """What stands after package and version of each entry of a lock."""
    entries = re.split(r"^(?=[A-Za-z0-9])", text(f"{name}.lock"), flags=re.MULTILINE)[1:]
    matches = [re.match(r"([^\s=]+)==([^\s;\\]+)(.*)", entry, re.DOTALL) for entry in entries]
    return {(normalise(match[1]), match[2]): match[3] for match in matches}


@pytest.mark.parametrize("name", SETS)
def test_a_lock_holds_every_pin_and_a_digest_of_each_package(name):
    """After a change of a pin: make lock."""
    locked = list_locked(name)
    pins = list_pins(name)
    assert pins and pins <= locked.keys()
    names = {package for package, _ in pins}
    assert {entry for entry in locked if entry[0] in names} == pins
    assert [entry for entry, rest in locked.items() if not DIGEST.search(rest)] == []


def test_the_locks_agree_and_name_no_index():
    """What is run is what is tested and measured."""
    run, tested, measured, on_spark = (set(list_locked(name)) for name in SETS)
    assert run <= tested <= measured and run <= on_spark
    written = "".join(text(f"{name}.lock") + text(f"{name}.txt") for name in SETS)
    assert "://" not in written and "index-url" not in written


def test_licences_are_listed_in_the_packages_own_words():
    fields = [
        "License-Expression: MIT\nLicense: old",
        "License: BSD\nClassifier: License :: OSI Approved :: BSD License",
        "License: Apache 2.0\n  and much more of it",
        "Home-page: x",
    ]
    packages = [
        message_from_string(f"Name: Part{number}\nVersion: 1.{number}\n{lines}\n")
        for number, lines in enumerate(fields)
    ]
    assert [line.split(maxsplit=2) for line in list_licences(reversed(packages))] == [
        ["part0", "1.0", "MIT"],
        ["part1", "1.1", "BSD License"],
        ["part2", "1.2", "Apache 2.0"],
        ["part3", "1.3", "not stated"],
    ]
