"""A pytest plugin for LocalStack's tests.

A failed comparison names the recorded answer and the first differences. Requests for a host of AWS that the suite makes
itself go to AWS_ENDPOINT_URL; signed ones to S3 keep the host's name, and others name the bucket in a name of this
machine: the lab cloud refuses foreign names without a signature.

A test that passed on AWS runs, although it also changes LocalStack's own code, which other clouds don't notice.
"""

import os
import re
from urllib.parse import urlsplit

import pytest
from botocore.httpsession import URLLib3Session
from localstack.utils.aws.client import SigningHttpClient
from localstack_snapshot.snapshots import SnapshotAssertionError
from requests.adapters import HTTPAdapter

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

AWS_HOST = re.compile(r"^https?://[\w.-]+\.amazonaws\.com(?::443)?")
S3_HOST = re.compile(r"(^|\.)s3[.-][\w.-]*amazonaws\.com$")
SIGNED = re.compile(r"[?&](AWSAccessKeyId=|X-Amz-Credential=[^&]*%2F)")
ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
LOCAL_HOST = f"localhost:{urlsplit(ENDPOINT).port}"
send_signed = SigningHttpClient.request


def send_here(client, method, url, headers=None, **rest):
    target = client.endpoint_url.rstrip("/") + url if url.startswith("/") else url
    kept = {name: value for name, value in (headers or {}).items() if name.lower() != "host"}
    return send_signed(client, method, AWS_HOST.sub(ENDPOINT, target), headers=kept, **rest)


def redirect(send):
    """A sender of prepared requests that sends those for S3's hosts to the lab cloud."""

    def send_prepared(sender, request, *args, **rest):
        host = urlsplit(request.url).hostname or ""
        if S3_HOST.search(host):
            is_signed = "Authorization" in request.headers or SIGNED.search(request.url)
            request.headers["Host"] = host if is_signed else S3_HOST.sub(rf"\1s3.{LOCAL_HOST}", host)
            request.url = AWS_HOST.sub(ENDPOINT, request.url)
        return send(sender, request, *args, **rest)

    return send_prepared


SigningHttpClient.request = send_here
HTTPAdapter.send = redirect(HTTPAdapter.send)
URLLib3Session.send = redirect(URLLib3Session.send)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if item.get_closest_marker("aws_validated"):
            item.own_markers = [mark for mark in item.own_markers if mark.name != "requires_in_process"]
