"""What Spark says of a failure as one sentence, without the trace of its own program."""

import re

from catalog.definitions import words

# what a failure's own line holds, and the sentence of [engine] that tells the way out
_CAUSES = {
    r"ClassNotFoundException: Class (?P<missing>\S+) not found": "no_file_system",
    r'No FileSystem for scheme "(?P<missing>\w+)"': "no_file_system",
    r"UnknownHostException|ConnectException|NoRouteToHost|TimeoutException": "no_host",
    r"PATH_NOT_FOUND": "no_path",
}
_JAVA_CLASS = re.compile(r"\([a-z]\w*(?:\.\w+)+\) |[a-z]\w*(?:\.\w+)*\.[A-Z]\w*: ")


def describe_failure(text: str) -> str:
    """The sentence for what PySpark says of a failure.

    >>> describe_failure("[PATH_NOT_FOUND] Path does not exist: file:/nowhere. SQLSTATE: 42K03")
    '没有这个地址'
    """
    reason = find_reason(text)
    for pattern, sentence in _CAUSES.items():
        if match := re.search(pattern, reason):
            return words()(f"engine.{sentence}", reason=_plain(reason), **match.groupdict())
    return words()("engine.failed", reason=_plain(reason))


def find_reason(text: str) -> str:
    """The line that says why: PySpark puts what it called in front of what Java says.

    >>> find_reason("An error occurred while calling o35.load.\\n: java.io.IOException: no\\n\\tat")
    'java.io.IOException: no'
    """
    first, *others = text.strip().split("\n")
    if first.startswith("An error occurred while calling") and others:
        first = others[0].removeprefix(": ")
    return first


def _plain(reason: str) -> str:
    """The reason without the classes of Java in it and the web page behind it."""
    return _JAVA_CLASS.sub("", reason.partition("; For more details see")[0])
