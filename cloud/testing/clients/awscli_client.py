"""Makes the calls that come in as lines of JSON with the AWS CLI, as its commands and options, in this one process; writes what came of them as lines of JSON."""
import base64
import contextlib
import io
import json
import os
import re
import sys
import tempfile

folder = tempfile.TemporaryDirectory()
CONFIG, BODY = (os.path.join(folder.name, name) for name in ("config", "body"))
with open(CONFIG, "w") as file:
    # The cloud is to judge the input, not the client.
    file.write("[default]\nparameter_validation = false\n")
os.environ["AWS_CONFIG_FILE"] = CONFIG

from awscli.clidriver import create_clidriver  # noqa: E402 (it reads the environment)
from botocore import xform_name  # noqa: E402

COMMANDS = {"s3": "s3api"}
FAULT = re.compile(r"An error occurred \((\S+)\) when calling the \w+ operation: (.*)", re.DOTALL)
driver = create_clidriver()


def option(name, value):
    flag = "--" + xform_name(name, "-")
    if value is True:
        return [flag]
    if value is False:
        return ["--no-" + flag[2:]]
    if isinstance(value, dict) and "$bytes" in value and name == "Body":
        with open(BODY, "wb") as body:
            body.write(value["$bytes"].encode())
        return [flag, BODY]
    given = plain_bytes(value)
    return [flag, json.dumps(given) if isinstance(given, (dict, list)) else str(given)]


def plain_bytes(value):
    if isinstance(value, list):
        return [plain_bytes(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "$bytes" in value:
        return value["$bytes"]
    return {name: plain_bytes(one) for name, one in value.items()}


def shown(value):
    """Record data is the one blob that is shown in the answers that the cases ask for."""
    if isinstance(value, list):
        return [shown(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: {"$bytes": base64.b64decode(one).decode()} if name == "Data" else shown(one) for name, one in value.items()}


def answer(call):
    service, operation = call["service"], call["operation"]
    command = [COMMANDS.get(service, service), xform_name(operation, "-"), "--output", "json", "--no-paginate"]
    if service == "sqs":
        # Of its own accord the CLI asks SQS at an old address of AWS's, whatever AWS_ENDPOINT_URL says.
        command += ["--endpoint-url", os.environ["AWS_ENDPOINT_URL"]]
    for name, value in call["input"].items():
        command += option(name, value)
    if operation == "GetObject":
        command.append(BODY)
    output, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        status = driver.main(command)
    if status != 0:
        fault = FAULT.search(errors.getvalue().strip())
        if fault is None:
            raise RuntimeError(f"{command}: {errors.getvalue()}")
        return {"fault": {"code": fault[1], "message": fault[2]}}
    text = output.getvalue()
    said = shown(json.loads(text)) if text.strip() else {}
    if operation == "GetObject":
        with open(BODY, "rb") as body:
            said["Body"] = {"$bytes": body.read().decode()}
    return {"output": said}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
