"""A pytest plugin for LocalStack's tests: a failed comparison names the recorded answer and the first differences."""

from localstack_snapshot.snapshots import SnapshotAssertionError

DIFFERENCES = 3
LENGTH = 80


def describe(value):
    text = str(value)
    return text if len(text) <= LENGTH else text[: LENGTH - 1] + "…"


def list_differences(match):
    for differences in match.result.values():
        for item in differences:
            yield f"{match.key}{item.path()[4:]}: AWS {describe(item.t1)}, here {describe(item.t2)}"


def explain(error):
    found = [text for match in error.result if not match for text in list_differences(match)]
    return "; ".join(found[:DIFFERENCES])


SnapshotAssertionError.__str__ = explain
