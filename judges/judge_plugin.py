"""A pytest plugin that reports each test of somebody else's suite to a judge of this project, as a line of JSON.

JUDGE_RESULTS names the file of the lines, JUDGE_TEST_SECONDS bounds a test, and JUDGE_SECONDS bounds the whole run:
tests that are left then are reported as not reached. Tests with a mark in JUDGE_LEAVE_OUT are not run. Requests of
boto3 leave out the members in JUDGE_DROP_MEMBERS, each as `Operation.Member`. Tests whose names contain JUDGE_FIRST run
before the others: those would leave something behind that they don't expect. JUDGE_JOURNAL is the address of the lab
cloud's journal, which other clouds lack. By the numbers of its entries, not by the time, each test gets the faults that it met.
"""

import json
import os
import signal
import time
import urllib.request

import pytest

RESULTS = open(os.environ["JUDGE_RESULTS"], "a", buffering=1)
TEST_SECONDS = int(os.environ["JUDGE_TEST_SECONDS"])
LEFT_OUT = set(os.environ["JUDGE_LEAVE_OUT"].split())
END = time.monotonic() + int(os.environ["JUDGE_SECONDS"])


def names_in(code):
    """The global names that a function uses, those of the functions within it included."""
    inner = [names_in(part) for part in code.co_consts if hasattr(part, "co_names")]
    return set(code.co_names).union(*inner)


DROPPED = [dropped.split(".") for dropped in os.environ.get("JUDGE_DROP_MEMBERS", "").split()]


def pytest_configure():
    if not DROPPED:
        return
    from botocore.client import BaseClient

    call = BaseClient._make_api_call

    def call_without(client, operation, parameters):
        left_out = {member for name, member in DROPPED if name == operation}
        return call(client, operation, {name: value for name, value in parameters.items() if name not in left_out})

    BaseClient._make_api_call = call_without


# Without a proxy: the journal is on this machine.
open_journal = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
last_entry = 0


def list_new_faults():
    """The codes of the faults in the journal's entries since the previous call."""
    global last_entry
    if "JUDGE_JOURNAL" not in os.environ:
        return []
    with open_journal(f"{os.environ['JUDGE_JOURNAL']}?after={last_entry}") as reply:
        entries = json.load(reply)["entries"]
    last_entry = entries[-1]["n"] if entries else last_entry
    return [entry["outcome"]["code"] for entry in entries if entry["outcome"] != "ok"]


def report(item, outcome, text="", codes=()):
    RESULTS.write(
        json.dumps(
            {
                "name": item.nodeid,
                "outcome": outcome,
                "text": text,
                "marks": sorted({mark.name for mark in item.iter_markers()}),
                "codes": sorted(set(codes)),
                "uses": sorted(names_in(item.function.__code__)) if hasattr(item, "function") else [],
            }
        )
        + "\n"
    )


def give_up(_signal, _frame):
    pytest.fail(f"takes longer than {TEST_SECONDS} s", pytrace=False)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item):
    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(TEST_SECONDS)
    yield
    signal.alarm(0)


def is_left_out(item):
    return bool(LEFT_OUT.intersection(mark.name for mark in item.iter_markers()))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    # Not later: pytest ends a module's preparations by the test that it expects next.
    for item in filter(is_left_out, items):
        report(item, "left out")
    items[:] = [item for item in items if not is_left_out(item)]
    if "JUDGE_FIRST" in os.environ:
        items.sort(key=lambda item: os.environ["JUDGE_FIRST"] not in item.nodeid)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item):
    if time.monotonic() < END:
        return None
    report(item, "not reached")
    return True


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup():
    # What the clean-up after the previous test met is not this test's.
    list_new_faults()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    result = (yield).get_result()
    if result.when == "call" or result.outcome != "passed" and result.when == "setup":
        text = str(call.excinfo.value) if call.excinfo is not None else ""
        report(item, result.outcome, text, list_new_faults())
