"""Every package that is installed, with its version and the licence it states: make licences."""

from collections.abc import Iterable
from importlib.metadata import PackageMetadata, distributions

UNSTATED = "not stated"
CLASSIFIER = "License :: "


def read_licence(metadata: PackageMetadata) -> str:
    """The licence of a package in its own words.

    That is the SPDX expression where it has one, else its classifiers, else the first line of the
    field License, which older packages fill with the whole text.
    """
    classifiers = metadata.get_all("Classifier") or []
    names = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith(CLASSIFIER)]
    lines = metadata.get("License", "").strip().splitlines() or [""]
    return metadata.get("License-Expression") or "; ".join(names) or lines[0] or UNSTATED


def list_licences(packages: Iterable[PackageMetadata]) -> list[str]:
    """A line for each package in the order of the alphabet: name, version, licence."""
    rows = {(part["Name"].lower(), part["Version"], read_licence(part)) for part in packages}
    return [f"{name:<28} {version:<18} {licence}" for name, version, licence in sorted(rows)]


if __name__ == "__main__":
    print("\n".join(list_licences(package.metadata for package in distributions())))
