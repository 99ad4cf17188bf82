"""The parser of our command lines: argparse, which explains itself and its refusals in Chinese."""

import argparse
from typing import NoReturn

from catalog.sentences import words

USAGE_STATUS = 2


def chinese_message(message: str | None) -> str | None:
    """argparse's own message in Chinese: section `argparse` of words.zh/terminal.toml.

    A text that is none of its messages, such as a title of ours, stays as it is.
    """
    try:
        return words()(f"argparse.{message}")
    except KeyError:
        return message


def chinese_plural(singular: str, _plural: str, _count: int) -> str | None:
    """The same for a message in two numbers: Chinese has one."""
    return chinese_message(singular)


# argparse sends each message through these two names, which it takes from gettext
argparse._ = chinese_message
argparse.ngettext = chinese_plural


class Parser(argparse.ArgumentParser):
    """A parser whose options take their explanations from one section of the sentences."""

    def __init__(self, section: str = "usage", **settings):
        super().__init__(**settings)
        self.section = section

    def option(self, name: str, sentence: str = "", **settings) -> None:
        """Take an option; its explanation has the option's name unless `sentence` names another."""
        sentence = sentence or name.removeprefix("--").replace("-", "_")
        self.add_argument(name, help=words()(f"{self.section}.{sentence}"), **settings)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, then the usage, on stderr; exit with USAGE_STATUS."""
        text = words()("terminal.usage", message=message, usage=self.format_usage())
        self.exit(USAGE_STATUS, text)
