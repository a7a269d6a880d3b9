"""Makes the calls that come in as lines of JSON with boto3, and writes what came of them as lines of JSON."""
import datetime
import json
import re
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

TIME = re.compile(r"^\d{4}-\d\d-\d\dT[\d:.]+Z$")
# The cloud is to judge the input, not the client.
CONFIG = Config(parameter_validation=False, retries={"total_max_attempts": 1})
clients = {}


def given(value):
    if isinstance(value, list):
        return [given(one) for one in value]
    if isinstance(value, str) and TIME.match(value):
        return datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    if not isinstance(value, dict):
        return value
    if "$bytes" in value:
        return value["$bytes"].encode()
    return {name: given(one) for name, one in value.items()}


def plain(value):
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, bytes):
        return {"$bytes": value.decode()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if hasattr(value, "read"):
        return {"$bytes": value.read().decode()}
    if not isinstance(value, dict):
        return value
    return {name: plain(one) for name, one in value.items() if name != "ResponseMetadata"}


def answer(call):
    service = call["service"]
    if service not in clients:
        clients[service] = boto3.client(service, config=CONFIG)
    try:
        return {"output": plain(clients[service]._make_api_call(call["operation"], given(call["input"])))}
    except ClientError as error:
        fault = error.response["Error"]
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return {"fault": {"code": fault["Code"], "message": fault.get("Message", ""), "status": status}}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
