"""Judges requests by the service models that botocore brings, and their signatures by botocore's own signer.

In:  lines of JSON {"method", "target", "headers": {name: value}, "body": base64}, and in the environment the one pair of keys.
Out: lines of JSON {"service", "operation", "violations": [{"rule", "says"}]}, one for each line that came in; the rules are those of RULES.
"""

import base64, hashlib, json, os, re, sys, urllib.parse
import xml.etree.ElementTree as xml
from datetime import datetime, timezone

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.loaders import Loader
from botocore.model import ServiceModel

RULES = ["signature", "operation", "required", "unknown", "type", "length", "range", "pattern", "enum", "tags"]
# The tags by which `labs teardown` finds resources: each resource that the labs make has both.
LAB_TAGS = ["lab", "learner"]
# Service names in signatures that differ from the model's name.
MODELS = {"monitoring": "cloudwatch", "kinesisanalytics": "kinesisanalyticsv2"}
CREDENTIALS = Credentials(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])
# Parameters of the query string and of the form that belong to the protocol, and are no members of the input.
NOT_MEMBERS = {"x-id", "Action", "Version"}
SCOPE = re.compile(r"AWS4-HMAC-SHA256 Credential=([^/]+)/\d{8}/([^/]+)/([^/]+)/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})")
loader = Loader()
models = {}


def model_of(name):
    if name not in models:
        models[name] = ServiceModel(loader.load_service_model(name, "service-2"), name)
    return models[name]


class Judge:
    def __init__(self):
        self.violations = []

    def says(self, rule, text):
        self.violations.append({"rule": rule, "says": text})

    def walk(self, shape, value, path, known=None):
        """`known`: the members that the place may have, if not all of the shape's."""
        kind = shape.type_name
        if kind == "structure":
            if not isinstance(value, dict):
                return self.says("type", f"{path} is not a structure")
            members = shape.members
            for name in value:
                if name not in members:
                    self.says("unknown", f"{path}.{name} is not a member of {shape.name}")
            for name in shape.required_members:
                if value.get(name) is None:
                    self.says("required", f"{path}.{name} is missing")
            for name, member in value.items():
                if name in members and member is not None:
                    self.walk(members[name], member, f"{path}.{name}")
        elif kind == "list":
            if not isinstance(value, list):
                return self.says("type", f"{path} is not a list")
            self.within(shape, len(value), path, "length")
            for at, item in enumerate(value):
                self.walk(shape.member, item, f"{path}[{at}]")
        elif kind == "map":
            if not isinstance(value, dict):
                return self.says("type", f"{path} is not a map")
            self.within(shape, len(value), path, "length")
            for key, item in value.items():
                self.walk(shape.key, key, f"{path} key")
                self.walk(shape.value, item, f"{path}.{key}")
        elif kind == "blob":
            data = decoded(value)
            if data is None:
                return self.says("type", f"{path} is not base64")
            self.within(shape, len(data), path, "length")
        elif kind == "string":
            if not isinstance(value, str):
                return self.says("type", f"{path} is not a string")
            self.within(shape, len(value), path, "length")
            if shape.enum and value not in shape.enum:
                self.says("enum", f"{path} is {value!r}, none of {', '.join(shape.enum[:9])}")
            pattern = shape.metadata.get("pattern")
            if pattern and not matches(pattern, value):
                self.says("pattern", f"{path} is {value!r}, not like {pattern}")
        elif kind in ("integer", "long", "float", "double"):
            number = numeric(value, kind)
            if number is None:
                return self.says("type", f"{path} is not {'an' if kind == 'integer' else 'a'} {kind}")
            self.within(shape, number, path, "range")
        elif kind == "boolean" and value not in (True, False, "true", "false"):
            self.says("type", f"{path} is not a boolean")

    def within(self, shape, size, path, rule):
        least, most = shape.metadata.get("min"), shape.metadata.get("max")
        if (least is not None and size < least) or (most is not None and size > most):
            self.says(rule, f"{path} is of {size}; {shape.name} is of {least} to {most}")


def decoded(value):
    if isinstance(value, bytes):
        return value
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, ValueError):
        return None


def numeric(value, kind):
    whole = kind in ("integer", "long")
    if isinstance(value, bool):
        return None
    try:
        number = int(value) if whole else float(value)
    except (TypeError, ValueError):
        return None
    return None if whole and isinstance(value, float) and value != number else number


def matches(pattern, value):
    """AWS's patterns are of the whole text. Those that Python's `re` cannot read hold no text back."""
    try:
        return re.fullmatch(pattern.replace(r"\p{L}", r"[^\W\d_]").replace(r"\p{N}", r"\d"), value, re.S) is not None
    except re.error:
        return True


def check_signature(judge, request, body):
    found = SCOPE.match(request["headers"].get("authorization", ""))
    if not found:
        return judge.says("signature", "there is none of version 4")
    key, region, service, signed, signature = found.groups()
    if key.startswith("ASIA") and "x-amz-security-token" in signed.split(";"):
        return  # of a function's or an instance's role: only the cloud, which checks it, knows the secret
    if key != CREDENTIALS.access_key:
        return judge.says("signature", f"it is of the key {key}")
    headers = request["headers"]
    names = signed.split(";")
    # Over HTTP/2 the host header is `:authority`, and AWS's clients sign it under this name.
    host = ":authority" if ":authority" in headers else "host"
    for name in [host] + [name for name in headers if name.startswith("x-amz-")]:
        if name not in names:
            judge.says("signature", f"the header {name} is not signed")
    digest = headers.get("x-amz-content-sha256", "")
    if re.fullmatch("[0-9a-f]{64}", digest) and digest != hashlib.sha256(body).hexdigest():
        judge.says("signature", "the body is another one")
    auth = (S3SigV4Auth if service == "s3" else SigV4Auth)(CREDENTIALS, service, region)
    copy = AWSRequest(request["method"], f"http://{headers.get(host, '')}{request['target']}", data=body)
    for name in names:
        copy.headers[name] = headers.get(name, "")
    # Botocore would sign a header `host` in any case.
    auth.headers_to_sign = lambda request: request.headers
    copy.context["timestamp"] = headers.get("x-amz-date", "")
    wanted = auth.signature(auth.string_to_sign(copy, auth.canonical_request(copy)), copy)
    if wanted != signature:
        judge.says("signature", "it is of another request")


def check_tags(judge, shape, name, value):
    """Of the operations that make something, those whose input has a place for tags. An update of a stack leaves its tags as they are."""
    if not name.startswith(("Create", "RunInstances")) or value.get("ChangeSetType") == "UPDATE":
        return
    holder = value
    if name == "CreateBucket":
        shape, holder = shape.members["CreateBucketConfiguration"], value.get("CreateBucketConfiguration") or {}
    member = next((one for one in ("Tags", "tags", "TagSpecifications") if one in shape.members), None)
    if member is not None:
        there = tag_keys(holder.get(member))
        for key in LAB_TAGS:
            if key not in there:
                judge.says("tags", f"{name} gives no tag {key}")


def tag_keys(tags):
    """Of a map, of a list of tags, or of a list of lists for kinds of resources."""
    if isinstance(tags, dict):
        return set(tags)
    found = set()
    for one in tags or []:
        found |= tag_keys(one["Tags"]) if "Tags" in one else {one.get("Key")}
    return found


def rest_operation(model, request):
    """The operation whose method, path and fixed parameters are the request's; of several the one that fixes most."""
    path, _, query = request["target"].partition("?")
    parameters = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
    found = []
    for name in model.operation_names:
        http = model.operation_model(name).http
        if http["method"] != request["method"]:
            continue
        template, _, fixed = http["requestUri"].partition("?")
        names = re.findall(r"\{(\w+)\+?\}", template)
        pattern = re.sub(r"\\\{(\w+)\\\}", r"([^/]+)", re.sub(r"\\\{(\w+)\\\+\\\}", "(.+)", re.escape(template)))
        place = re.fullmatch(pattern + "/?", path)
        static = dict(urllib.parse.parse_qsl(fixed, keep_blank_values=True))
        if not place or any(parameters.get(key) != value for key, value in static.items()):
            continue
        members = (model.operation_model(name).input_shape or type("None", (), {"members": {}, "required_members": []}))
        needed = [members.members[one] for one in members.required_members]
        has = all(
            (one.serialization.get("name") or "").lower() in request["headers"]
            if one.serialization.get("location") == "header" else one.serialization.get("name") in parameters
            for one in needed if one.serialization.get("location") in ("header", "querystring")
        )
        wanted = parameters.get("x-id") == name
        found.append((wanted, has, len(static) + len(needed), name, dict(zip(names, place.groups())), static))
    if not found:
        return None
    *_, name, uri, static = max(found, key=lambda one: one[:3])
    rest = {key: value for key, value in parameters.items() if key not in static and key not in NOT_MEMBERS}
    return name, {key: urllib.parse.unquote(value) for key, value in uri.items()}, rest


def from_xml(shape, node):
    kind = shape.type_name
    if kind == "structure":
        names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
        value = {}
        for child in node:
            tag = child.tag.rpartition("}")[2]
            name = names.get(tag, tag)
            member = shape.members.get(name)
            if member is not None and member.type_name == "list" and member.serialization.get("flattened"):
                value.setdefault(name, []).append(from_xml(member.member, child))
            else:
                value[name] = from_xml(member, child) if member is not None else child.text
        return value
    if kind == "list":
        return [from_xml(shape.member, child) for child in node]
    return node.text or ""


def rest_input(shape, request, uri, query, body):
    value = {}
    payload = shape.serialization.get("payload")
    headers = request["headers"]
    taken = set()
    for name, member in shape.members.items():
        place, called = member.serialization.get("location"), member.serialization.get("name", name)
        if place == "uri" and called in uri:
            value[name] = uri[called]
        elif place == "querystring" and called in query:
            value[name] = [query[called]] if member.type_name == "list" else query[called]
            taken.add(called)
        elif place == "header" and called.lower() in headers:
            value[name] = headers[called.lower()]
        elif place == "headers":
            begin = called.lower()
            found = {key[len(begin):]: text for key, text in headers.items() if key.startswith(begin)}
            if found:
                value[name] = found
        elif name == payload and body:
            value[name] = body if member.type_name in ("blob", "string") else from_xml(member, xml.fromstring(body))
    # A parameter that belongs to no member is reported as an unknown member.
    value.update({key: text for key, text in query.items() if key not in taken})
    if payload is None and body.strip():
        names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
        value.update({names.get(key, key): item for key, item in json.loads(body).items()})
    for name, member in shape.members.items():
        # In headers and parameters, times and numbers are texts, so their types are checked only in JSON.
        if member.type_name == "timestamp":
            value.pop(name, None)
    return value


def from_query(shape, values, prefix, ec2):
    """`values`: the form's fields. The beginning of a name says which structure a member belongs to."""
    here = {key: text for key, text in values.items() if key == prefix or key.startswith(f"{prefix}.")}
    if not here:
        return None
    if shape.type_name == "structure":
        return {name: value for name, value in members_from_query(shape, here, f"{prefix}.", ec2).items() if value is not None}
    if shape.type_name == "list":
        flat = ec2 or shape.serialization.get("flattened")
        begin = prefix if flat else f"{prefix}.{shape.member.serialization.get('name', 'member')}"
        count = len({key[len(begin) + 1:].split(".")[0] for key in here if key != prefix})
        return [from_query(shape.member, here, f"{begin}.{at + 1}", ec2) for at in range(count)]
    if shape.type_name == "map":
        entries = {}
        for at in range(1, len(here) + 1):
            key = values.get(f"{prefix}.entry.{at}.key")
            if key is not None:
                entries[key] = values.get(f"{prefix}.entry.{at}.value", "")
        return entries
    return here.get(prefix)


def members_from_query(shape, values, prefix, ec2):
    value, known = {}, set()
    for name, member in shape.members.items():
        called = member.serialization.get("name", name)
        if ec2:
            called = member.serialization.get("queryName") or called[0].upper() + called[1:]
        known.add(called)
        found = from_query(member, values, prefix + called, ec2)
        if found is not None:
            value[name] = found
    for key in values:
        first = key[len(prefix):].split(".")[0]
        if first and first not in known and not (prefix == "" and first in NOT_MEMBERS):
            value[first] = values[key]
    return value


def input_of(judge, model, request, body):
    """The operation, its input as members, and whether there is one of that name."""
    protocol = model.metadata["protocol"]
    target = request["headers"].get("x-amz-target")
    if target is not None:
        name = target.rpartition(".")[2]
        return name, json.loads(body or b"{}")
    if protocol in ("query", "ec2"):
        form = dict(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True))
        name = form.get("Action", "")
        shape = model.operation_model(name).input_shape if name in model.operation_names else None
        return name, members_from_query(shape, form, "", protocol == "ec2") if shape is not None else {}
    found = rest_operation(model, request)
    if found is None:
        return None, {}
    name, uri, query = found
    shape = model.operation_model(name).input_shape
    return name, rest_input(shape, request, uri, query, body) if shape is not None else {}


def judged(request):
    judge = Judge()
    body = base64.b64decode(request["body"])
    scope = SCOPE.match(request["headers"].get("authorization", ""))
    check_signature(judge, request, body)
    if not scope:
        return {"service": None, "operation": None, "violations": judge.violations}
    service = MODELS.get(scope.group(3), scope.group(3))
    model = model_of(service)
    name, value = input_of(judge, model, request, body)
    if name not in model.operation_names:
        judge.says("operation", f"{service} has no operation {name or request['method'] + ' ' + request['target']}")
    else:
        shape = model.operation_model(name).input_shape
        if shape is not None:
            judge.walk(shape, value, name)
            check_tags(judge, shape, name, value)
    return {"service": service, "operation": name, "violations": judge.violations}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(judged(json.loads(line))))
