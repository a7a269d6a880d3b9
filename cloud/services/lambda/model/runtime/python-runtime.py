"""Runs a Python handler, started by the lab cloud in a process of its own. It shows a handler what AWS's runtime shows it.

One frame at a time goes each way over file descriptor 3: lengths of head and body (32 bits each, big-endian), head (JSON),
body (the payload as it is).

See https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html
"""
import importlib
import json
import logging
import os
import resource
import signal
import socket
import struct
import sys
import sysconfig
import time
import traceback
from decimal import Decimal
from types import SimpleNamespace

ROOT = os.environ["LAMBDA_TASK_ROOT"]
# The folder with the files of the function's layers; None if it has no layers.
OPT = sys.argv[1] if len(sys.argv) > 1 else None
CHANNEL = socket.socket(fileno=3)
CHANNEL.set_inheritable(False)
# This machine's paths mean nothing to a caller: these are the corresponding paths on AWS.
LIBRARIES = "/var/lang/lib/python%d.%d" % sys.version_info[:2]
IS_JSON = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
# Python's logging has no level TRACE.
LEVEL = {"TRACE": "DEBUG"}.get(os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper(), os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper())
PLACES = (*(((OPT, "/opt"),) if OPT else ()), (ROOT, "/var/task"), (sysconfig.get_path("purelib"), LIBRARIES + "/site-packages"), (sysconfig.get_path("stdlib"), LIBRARIES))


class Context:
    """The second argument of a handler."""

    def __init__(self, head):
        self.aws_request_id = head["id"]
        self.invoked_function_arn = head["arn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.client_context = client_context(head.get("clientContext"))
        # No call comes through Cognito here, but a handler may read these attributes.
        self.identity = SimpleNamespace(cognito_identity_id=None, cognito_identity_pool_id=None)
        self._deadline = head["deadline"]

    def __repr__(self):
        shown = ",".join(f"{name}={value}" for name, value in vars(self).items() if not name.startswith("_"))
        return f"LambdaContext([{shown}])"

    def get_remaining_time_in_millis(self):
        return max(0, int(self._deadline - time.time() * 1000))


def client_context(given):
    """What a mobile client says of itself."""
    if given is None:
        return None
    names = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")
    client = given.get("client") or {}
    return SimpleNamespace(custom=given.get("custom"), env=given.get("env"), client=SimpleNamespace(**{name: client.get(name) for name in names}))


class Handlers(logging.Handler):
    """Log records with level, time and request before them; lines inside a record are kept together."""

    request_id = ""

    def emit(self, record):
        record.aws_request_id = Handlers.request_id
        write(as_on_aws(self.format(record)))


class JsonFormatter(logging.Formatter):
    """Log records as objects; what a record has of its own (`extra`) stands beside."""

    OWN = {*vars(logging.makeLogRecord({})), "message", "asctime", "aws_request_id"}

    def format(self, record):
        kind, error, stack = record.exc_info or (None, None, None)
        told = {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + ".%03dZ" % (record.msecs // 1),
            # A level between two named ones counts as the lower one.
            "level": logging.getLevelName(min(50, max(0, record.levelno)) // 10 * 10),
            "message": record.getMessage(),
            "logger": record.name,
            "stackTrace": traceback.format_tb(stack) if kind else None,
            "errorType": kind.__name__ if kind else None,
            "errorMessage": str(error) if kind else None,
            "requestId": record.aws_request_id,
            "location": f"{record.pathname}:{record.funcName}:{record.lineno}" if kind else None,
        }
        told.update({name: value for name, value in vars(record).items() if name not in self.OWN and name not in told})
        return json.dumps({name: value for name, value in told.items() if value is not None}, ensure_ascii=False)


class Refusal(Exception):
    """The handler cannot be had."""

    def __init__(self, kind, message, trace=()):
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.trace = list(trace)


def write(message):
    sys.stdout.write(message.replace("\n", "\r") + "\n")
    sys.stdout.flush()


def read(count):
    chunks = bytearray()
    while len(chunks) < count:
        chunk = CHANNEL.recv(min(count - len(chunks), 1 << 20))
        if not chunk:
            # The cloud has ended: end all processes that the handler started.
            os.killpg(os.getpgrp(), signal.SIGKILL)
        chunks += chunk
    return bytes(chunks)


def receive():
    head, body = struct.unpack(">II", read(8))
    return json.loads(read(head)), read(body)


def send(head, body="null"):
    head["maxRss"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    top, payload = json.dumps(head).encode(), body.encode()
    CHANNEL.sendall(struct.pack(">II", len(top), len(payload)) + top + payload)


def as_on_aws(text):
    for here, there in PLACES:
        text = text.replace(here, there)
    return text


def spelled(kind, message, request_id, trace):
    return json.dumps({
        "errorMessage": as_on_aws(message), "errorType": kind, "requestId": request_id, "stackTrace": [as_on_aws(line) for line in trace],
    }, ensure_ascii=False)


def tell(kind, message, request_id, trace):
    if IS_JSON:
        # AWS's runtime leaves the fraction and the zone out here.
        head = {"timestamp": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()), "level": "ERROR"}
        write(json.dumps({**head, **json.loads(spelled(kind, message, request_id, trace))}, ensure_ascii=False))
        return
    lines = ["[ERROR] " + (f"{kind}: {message}" if message else kind)]
    # AWS's runtime writes the first of these lines for an empty trace, too, as of a module that can't be imported.
    lines += ["Traceback (most recent call last):"] + [line.rstrip("\n") for line in trace]
    write(as_on_aws("\n".join(lines)))


def trace_of(error):
    """The lines of the handler's own frames: the frames of this file are the runtime's."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    return traceback.format_list(frames)


def load():
    text = os.environ["_HANDLER"]
    try:
        file, name = text.rsplit(".", 1)
    except ValueError as error:
        raise Refusal("Runtime.MalformedHandlerName", f"Bad handler '{text}': {error}") from error
    try:
        module = importlib.import_module(file.replace("/", "."))
    except ImportError as error:
        raise Refusal("Runtime.ImportModuleError", f"Unable to import module '{file}': {error}", []) from error
    except SyntaxError as error:
        where = f'  File "{error.filename}" Line {error.lineno}\n    {(error.text or "").strip()}\n'
        raise Refusal("Runtime.UserCodeSyntaxError", f"Syntax error in module '{file}': {error}", [where]) from error
    try:
        return getattr(module, name)
    except AttributeError as error:
        raise Refusal("Runtime.HandlerNotFound", f"Handler '{name}' missing on module '{file}'", []) from error


def plain(value):
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def answer(handler, head, body):
    """One call. Errors of the handler are answers; what ends the process ends it."""
    request_id = head["id"]
    try:
        result = handler(json.loads(body), Context(head))
    except Exception as error:
        fail(type(error).__name__, str(error), request_id, trace_of(error))
        return
    try:
        text = json.dumps(result, default=plain, ensure_ascii=False)
        text.encode()
    except Exception as error:
        fail("Runtime.MarshalError", f"Unable to marshal response: {error}", request_id, [])
        return
    sys.stdout.flush()
    send({"done": request_id}, text)


def fail(kind, message, request_id, trace):
    tell(kind, message, request_id, trace)
    sys.stdout.flush()
    send({"failed": request_id}, spelled(kind, message, request_id, trace))


def layer_paths():
    """Where packages of layers are looked for, before those of this machine."""
    if OPT is None:
        return []
    runtime = os.environ["AWS_EXECUTION_ENV"].replace("AWS_Lambda_", "")
    return [f"{OPT}/python/lib/{runtime}/site-packages", f"{OPT}/python"]


def set_up_logging():
    handler = Handlers()
    formatter = logging.Formatter("[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(JsonFormatter() if IS_JSON else formatter)
    logger = logging.getLogger()
    if LEVEL in ("DEBUG", "INFO", "WARN", "ERROR", "FATAL"):
        logger.setLevel(LEVEL)
    logger.addHandler(handler)


def main():
    sys.path[:1] = [ROOT, *layer_paths()]
    set_up_logging()
    try:
        handler = load()
    except Refusal as error:
        tell(error.kind, error.message, "", error.trace)
        send({"failed": "init"}, spelled(error.kind, error.message, "", error.trace))
        sys.exit(1)
    except Exception as error:
        tell(type(error).__name__, str(error), "", trace_of(error))
        send({"failed": "init"}, spelled(type(error).__name__, str(error), "", trace_of(error)))
        sys.exit(1)
    send({"ready": True})
    while True:
        head, body = receive()
        Handlers.request_id = head["id"]
        os.environ["_X_AMZN_TRACE_ID"] = head["trace"]
        answer(handler, head, body)


main()
