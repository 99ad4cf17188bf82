"""What Spark says of a failure as one sentence, without the trace of its own program."""

import re

from catalog.definitions import words

# what a failure's own line holds, and the sentence of [engine] that tells the way out
_CAUSES = {
    r"ClassNotFoundException: Class (?P<missing>\S+) not found": "no_file_system",
    r'No FileSystem for scheme "(?P<missing>\w+)"': "no_file_system",
    r"UnknownHostException|ConnectException|NoRouteToHost|TimeoutException": "no_host",
    r"Connection refused": "no_host",  # by S3A
    r"PATH_NOT_FOUND": "no_path",
    r"NoSuchBucket": "no_bucket",
    r"Client cannot authenticate via|GSS initiate failed|SIMPLE authentication": "no_ticket",
    r"Permission denied|AccessDenied|Forbidden|No AWS credentials": "no_right",
}
# where a task failed, Spark's own line does not say why: the last of the causes does
_FAILED_TASK = re.compile(r"Job aborted due to stage failure|FAILED_READ_FILE")
_CAUSED_BY = "Caused by: "
_JAVA_CLASS = re.compile(r"\([a-z]\w*(?:\.\w+)+\) |[a-z]\w*(?:\.\w+)*\.[A-Z]\w*: ")


def describe_failure(text: str) -> str:
    """The sentence for what PySpark says of a failure.

    >>> describe_failure("[PATH_NOT_FOUND] Path does not exist: file:/nowhere. SQLSTATE: 42K03")
    '没有这个地址'
    >>> describe_failure("getFileStatus on s3a://b/x: Status Code: 404; Error Code: NoSuchBucket")
    '没有这个存储桶'
    >>> describe_failure("org.apache.hadoop.security.AccessControlException: Permission denied: x")
    '没有读它的权限（Permission denied: x）'
    """
    reason = find_reason(text)
    for pattern, sentence in _CAUSES.items():
        if match := re.search(pattern, reason):
            return words()(f"engine.{sentence}", reason=_plain(reason), **match.groupdict())
    return words()("engine.failed", reason=_plain(reason))


def find_reason(text: str) -> str:
    """The line that says why: PySpark puts what it called in front of what Java says, and of a task
    that failed the cause comes last.

    >>> find_reason("An error occurred while calling o35.load.\\n: java.io.IOException: no\\n\\tat")
    'java.io.IOException: no'
    >>> find_reason("Job aborted due to stage failure: \\nCaused by: y: \\nCaused by: no block")
    'no block'
    """
    first, *others = text.strip().split("\n")
    if first.startswith("An error occurred while calling") and others:
        first = others[0].removeprefix(": ")
    causes = [line for line in others if line.startswith(_CAUSED_BY)]
    if causes and _FAILED_TASK.search(first):
        return causes[-1].removeprefix(_CAUSED_BY)
    return first


def _plain(reason: str) -> str:
    """The reason without the classes of Java in it and the web page behind it."""
    return _JAVA_CLASS.sub("", reason.partition("; For more details see")[0])
