"""A pytest plugin for LocalStack's tests.

A failed comparison names the recorded answer and the first differences. Requests that the suite signs itself go to
AWS_ENDPOINT_URL, where they name a host of AWS.
"""

import os
import re

from localstack.utils.aws.client import SigningHttpClient
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

AWS_HOST = re.compile(r"^https://[\w.-]+\.amazonaws\.com")
ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
send = SigningHttpClient.request


def send_here(client, method, url, headers=None, **rest):
    target = client.endpoint_url.rstrip("/") + url if url.startswith("/") else url
    kept = {name: value for name, value in (headers or {}).items() if name.lower() != "host"}
    return send(client, method, AWS_HOST.sub(ENDPOINT, target), headers=kept, **rest)


SigningHttpClient.request = send_here
