import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { runInVenv, needVenv } from "../../../testing/venv";
import { useBucket } from "../testing/use-upload";

/** boto3 signs the forms, and Python's own HTTP client sends them. */
const BOTO3 = `
import base64, boto3, json, time, urllib.request, urllib.error
from botocore.config import Config
from botocore.auth import HmacV1PostAuth

seen = {}
def send(url, method, body, headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=body, method=method, headers=headers)) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        text = error.read().decode()
        return [error.code, text[text.find("<Code>") + 6 : text.find("</Code>")] if "<Code>" in text else text]

def form(fields, file, boundary="----form42"):
    parts = [f'--{boundary}\\r\\nContent-Disposition: form-data; name="{name}"\\r\\n\\r\\n{value}\\r\\n' for name, value in fields.items()]
    head = "".join(parts) + f'--{boundary}\\r\\nContent-Disposition: form-data; name="file"; filename="a b.txt"\\r\\nContent-Type: text/plain\\r\\n\\r\\n'
    return head.encode() + file + f"\\r\\n--{boundary}--\\r\\n".encode(), {"Content-Type": f"multipart/form-data; boundary={boundary}"}

for version in ("s3", "s3v4"):
    s3 = boto3.client("s3", config=Config(signature_version=version))
    put = lambda key, type=None, expires=60: s3.generate_presigned_url("put_object", Params={"Bucket": "trips", "Key": key, **({"ContentType": type} if type else {})}, ExpiresIn=expires)
    for type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        seen[f"{version} put {type}"] = send(put("put", type), "PUT", b"put", {"Content-Type": type})
    seen[f"{version} get"] = send(s3.generate_presigned_url("get_object", Params={"Bucket": "trips", "Key": "put", "ResponseContentType": "a/b c"}), "GET", None, {})
    seen[f"{version} header"] = s3.list_objects_v2(Bucket="trips")["KeyCount"]
    seen[f"{version} put forged"] = send(put("put", "text/plain").replace("/put?", "/other?"), "PUT", b"x", {"Content-Type": "text/plain"})
    seen[f"{version} put expired"] = send(put("put", "text/plain", -10 if version == "s3" else 1).replace("X-Amz-Expires=1", "X-Amz-Expires=0"), "PUT", b"x", {"Content-Type": "text/plain"})
    seen[f"{version} put other type"] = send(put("put", "text/plain"), "PUT", b"x", {"Content-Type": "application/x-www-form-urlencoded"}) if version == "s3" else "not signed by version 4"
    # A URL for one object, which somebody turns into a copy of another object, or into another operation.
    seen[f"{version} put copies by header"] = send(put("copy"), "PUT", b"", {"x-amz-copy-source": "/trips/put"})
    seen[f"{version} put copies by query"] = send(put("copy") + "&X-Amz-Copy-Source=/trips/put", "PUT", b"", {})
    seen[f"{version} get encryption"] = send(s3.generate_presigned_url("list_objects", Params={"Bucket": "trips"}) + "&encryption", "GET", None, {})
    others = boto3.client("s3", config=Config(signature_version=version), aws_access_key_id="AKIAOTHER", aws_secret_access_key="x")
    seen[f"{version} put others"] = send(others.generate_presigned_url("put_object", Params={"Bucket": "trips", "Key": "put"}), "PUT", b"x", {"Content-Type": "text/plain"})

    conditions = [["content-length-range", 2, 100_000], ["starts-with", "$x-amz-meta-color", "r"], {"success_action_status": "201"}, {"x-amz-meta-city": "ÄMÄZÕÑ S3"}, {"x-amz-meta-word": "=?UTF-8?B?YWJj?="}, {"Cache-Control": "a—é"}]
    fields = {"x-amz-meta-color": "red", "success_action_status": "201", "x-amz-meta-city": "ÄMÄZÕÑ S3", "x-amz-meta-word": "=?UTF-8?B?YWJj?=", "Cache-Control": "a—é"}
    def post(key="posts/\${filename}", changes={}, file=b"posted " + b"\\r\\n--" * 9000, expires=60, client=s3, url=None):
        made = client.generate_presigned_post("trips", key, Fields=dict(fields), Conditions=list(conditions), ExpiresIn=expires)
        return send(url or made["url"], "POST", *form({**made["fields"], **changes}, file))
    seen[f"{version} post"] = post()
    seen[f"{version} post too short"] = post(file=b"1")
    seen[f"{version} post too long"] = post(file=b"1" * 100_001)
    seen[f"{version} post other key"] = post(changes={"key": "other"})
    seen[f"{version} post extra field"] = post(changes={"x-amz-meta-more": "x"})
    seen[f"{version} post other color"] = post(changes={"x-amz-meta-color": "blue"})
    seen[f"{version} post expired"] = post(expires=-10)
    seen[f"{version} post others"] = post(client=others)
    seen[f"{version} post forged"] = post(changes={"policy": base64.b64encode(json.dumps({"expiration": "2999-01-01T00:00:00Z", "conditions": []}).encode()).decode()})
    seen[f"{version} post other bucket"] = post(url=s3.meta.endpoint_url + "/others")
seen["post unsigned"] = send(boto3.client("s3").meta.endpoint_url + "/trips", "POST", *form({"key": "a"}, b"x"))
seen["post fields too large"] = send(boto3.client("s3").meta.endpoint_url + "/trips", "POST", *form({"key": "a" * 30000}, b"x"))
seen["post without a file"] = send(boto3.client("s3").meta.endpoint_url + "/trips", "POST", b'--x\\r\\nContent-Disposition: form-data; name="key"\\r\\n\\r\\na\\r\\n--x--\\r\\n', {"Content-Type": "multipart/form-data; boundary=x"})
seen["post cut off"] = send(boto3.client("s3").meta.endpoint_url + "/trips", "POST", b"--x\\r\\nContent-", {"Content-Type": "multipart/form-data; boundary=x"})
print(json.dumps(seen))
`;

/** The expected results, for both versions of the signature. */
const listOutcomes = (version: "s3" | "s3v4"): Record<string, unknown> => ({
  [`${version} put text/plain`]: 200,
  [`${version} put application/x-www-form-urlencoded`]: 200,
  [`${version} put multipart/form-data; boundary=x`]: 200,
  [`${version} get`]: 200,
  [`${version} header`]: version === "s3" ? 1 : 2,
  [`${version} put forged`]: [403, "SignatureDoesNotMatch"],
  [`${version} put expired`]: [403, "AccessDenied"],
  [`${version} put other type`]: version === "s3" ? [403, "SignatureDoesNotMatch"] : "not signed by version 4",
  [`${version} put copies by header`]: [403, version === "s3" ? "SignatureDoesNotMatch" : "AccessDenied"],
  [`${version} put copies by query`]: [403, "SignatureDoesNotMatch"],
  [`${version} get encryption`]: [403, "SignatureDoesNotMatch"],
  [`${version} put others`]: [403, "InvalidAccessKeyId"],
  [`${version} post`]: 201,
  [`${version} post too short`]: [400, "EntityTooSmall"],
  [`${version} post too long`]: [400, "EntityTooLarge"],
  [`${version} post other key`]: [403, "AccessDenied"],
  [`${version} post extra field`]: [403, "AccessDenied"],
  [`${version} post other color`]: [403, "AccessDenied"],
  [`${version} post expired`]: [403, "AccessDenied"],
  [`${version} post others`]: [403, "InvalidAccessKeyId"],
  [`${version} post forged`]: [403, "SignatureDoesNotMatch"],
  [`${version} post other bucket`]: [403, "AccessDenied"],
});

describe("S3 PostObject and presigned URLs, signed by boto3 with both signature versions", () => {
  needVenv();
  const cloud = useCloud({ keys: "own" });
  const bucket = useBucket(cloud);

  it("accept uploads of any content type, and verify signature, policy and expiry", async () => {
    const { output, errors } = await runInVenv("python", ["-c", BOTO3], cloud.running);
    expect(errors).to.equal("");
    expect(JSON.parse(output)).to.deep.equal({
      ...listOutcomes("s3"),
      ...listOutcomes("s3v4"),
      "post unsigned": [403, "AccessDenied"],
      "post fields too large": [400, "MaxPostPreDataLengthExceededError"],
      "post without a file": [400, "InvalidArgument"],
      "post cut off": [400, "MalformedPOSTRequest"],
    });
    const target = { Bucket: bucket.name, Key: "posts/a b.txt" };
    const { Body, Metadata, CacheControl } = await cloud.s3.getObject(target);
    expect(await Body?.transformToString()).to.equal(`posted ${"\r\n--".repeat(9000)}`);
    // As recorded on AWS by LocalStack, 2026-02-21 (test_s3.py, test_post_object_with_unicode_metadata).
    expect(Metadata).to.deep.equal({
      color: "red",
      city: "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=",
      word: "=?UTF-8?B?YWJj?=",
    });
    expect(CacheControl).to.equal("a é");
    expect((await cloud.s3.headObject(target)).ETag).to.match(/^"[0-9a-f]{32}"$/);
  });
});

describe("S3 PostObject with keys of its own", () => {
  const cloud = useCloud({ keys: "own" });

  it("refuses a body that isn't a form before it looks for a signature (test_post_object_with_wrong_content_type)", async () => {
    const headers = { "content-type": "text/html" };
    const reply = await fetch(`${cloud.running.endpoint}/trips`, { method: "POST", body: "x", headers });
    expect(reply.status).to.equal(412);
    expect(await reply.text()).to.include("<Code>PreconditionFailed</Code>");
    // Other operations still want a signature.
    expect((await fetch(`${cloud.running.endpoint}/trips?delete`, { method: "POST", body: "x" })).status).to.equal(403);
  });
});

describe("S3 PostObject with any keys", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const post = (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    // A field is a file without a name.
    if (!form.has("file")) form.set("file", new Blob(["{}"]), "a.json");
    return fetch(`${cloud.running.endpoint}/${bucket.name}`, {
      method: "POST",
      body: form,
      headers,
      redirect: "manual",
    });
  };
  const conditions = [
    { bucket: "trips" },
    ["starts-with", "$key", ""],
    ["starts-with", "$success_action_redirect", ""],
    ["starts-with", "$success_action_status", ""],
  ];
  const policy = Buffer.from(JSON.stringify({ expiration: "2999-01-01T00:00:00Z", conditions })).toString("base64");
  const signed = { key: "${filename}", policy, AWSAccessKeyId: "any", signature: "any" };

  it("requires a policy and a signature, so that no web page can send the form", async () => {
    expect((await post({ key: "a" })).status).to.equal(403);
    expect((await post(signed, { origin: "http://evil.example" })).status).to.equal(403);
    const taken = await post(signed);
    expect([taken.status, taken.headers.get("x-amz-version-id")]).to.deep.equal([204, null]);
    expect((await fetch(`${cloud.running.endpoint}/${bucket.name}`, { method: "POST" })).status).to.equal(412);
  });

  it("names the first field that a signature lacks (test_post_request_missing_fields, test_post_request_missing_signature)", async () => {
    const version4 = {
      ...{ "x-amz-algorithm": "AWS4-HMAC-SHA256", "x-amz-credential": "any/20300101/us-east-1/s3/aws4_request" },
      ...{ "x-amz-date": "20300101T000000Z", "x-amz-signature": "any" },
    };
    const version2 = { AWSAccessKeyId: "any", signature: "any" };
    const leaveOut = (fields: Record<string, string>, ...names: readonly string[]) =>
      Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
    for (const [fields, expected] of [
      [leaveOut(version4, "x-amz-algorithm", "x-amz-credential"), "X-Amz-Algorithm"],
      [leaveOut(version4, "x-amz-signature"), "X-Amz-Signature"],
      [leaveOut(version2, "AWSAccessKeyId"), "AWSAccessKeyId"],
      [leaveOut(version2, "signature"), "Signature"],
    ] as const) {
      const reply = await post({ key: "a", policy, ...fields });
      expect([reply.status, await reply.text()], expected).to.satisfy(
        ([status, text]: [number, string]) =>
          status === 400 &&
          text.includes(
            `<Code>InvalidArgument</Code><Message>Bucket POST must contain a field named &#39;${expected}&#39;.  If it is specified, please check the order of the fields.</Message><ArgumentName>${expected}</ArgumentName><ArgumentValue`,
          ),
      );
    }
  });

  it("writes the file's name into each field before it checks the policy", async () => {
    const document = {
      expiration: "2999-01-01T00:00:00Z",
      conditions: [{ bucket: "trips" }, ["starts-with", "$key", "a"], { "x-amz-meta-file": "a.json" }],
    };
    const form = { ...signed, policy: Buffer.from(JSON.stringify(document)).toString("base64") };
    expect((await post({ ...form, "x-amz-meta-file": "${filename}" })).status).to.equal(204);
    expect((await cloud.s3.headObject({ Bucket: bucket.name, Key: "a.json" })).Metadata).to.deep.equal({
      file: "a.json",
    });
  });

  it("leaves ${filename} as it is if the file has no name, and answers the checksum (test_post_object_with_file_as_string, test_post_object_default_checksum)", async () => {
    // The checksum of the same text there.
    const { status, headers } = await post({ ...signed, file: "test-body-tagging" });
    const answered = ["x-amz-checksum-crc64nvme", "x-amz-checksum-type"].map((name) => headers.get(name));
    expect([status, ...answered]).to.deep.equal([204, "L1qdhyEV1JY=", "FULL_OBJECT"]);
    const { Contents = [] } = await cloud.s3.listObjectsV2({ Bucket: bucket.name });
    expect(Contents.map(({ Key }) => Key)).to.deep.equal(["${filename}"]);
  });

  it("replaces line breaks in header values, so that the object stays readable", async () => {
    const fields = ["Cache-Control", "Expires", "x-amz-meta-color", "x-amz-meta-a b"];
    const document = {
      expiration: "2999-01-01T00:00:00Z",
      conditions: [{ bucket: "trips" }, ...["key", ...fields].map((name) => ["starts-with", `$${name}`, ""])],
    };
    const allows = { ...signed, policy: Buffer.from(JSON.stringify(document)).toString("base64") };
    const evil = "\r\nx-evil: 1";
    const sent = { "Cache-Control": `no-store${evil}`, Expires: `0${evil}`, "x-amz-meta-color": `red${evil}` };
    expect((await post({ ...allows, ...sent, "x-amz-meta-a b": "c" })).status).to.equal(501);
    expect((await post({ ...allows, ...sent })).status).to.equal(204);
    const read = await fetch(`${cloud.running.endpoint}/${bucket.name}/a.json`);
    expect(read.headers.get("cache-control")).to.equal("no-store  x-evil: 1");
    expect(read.headers.get("expires")).to.equal("0  x-evil: 1");
    expect(read.headers.get("x-amz-meta-color")).to.match(/^=\?UTF-8\?B\?/);
    expect(read.headers.get("x-evil")).to.equal(null);
  });

  it("tags the object as its form says (test_post_object_with_tags, 2026-02-21)", async () => {
    const document = {
      expiration: "2999-01-01T00:00:00Z",
      conditions: [{ bucket: "trips" }, ["starts-with", "$key", ""], ["starts-with", "$tagging", ""]],
    };
    const form = { ...signed, policy: Buffer.from(JSON.stringify(document)).toString("base64") };
    const object = { Bucket: bucket.name, Key: "a.json" };
    const postTags = async (tagging: string): Promise<readonly [status: number, code: string | undefined]> => {
      const reply = await post({ ...form, tagging });
      return [reply.status, /<Code>(.*?)<\/Code>/.exec(await reply.text())?.[1]];
    };
    const readTags = async () => (await cloud.s3.getObjectTagging(object)).TagSet;
    const writeTag = (key: string) => `<Tag><Key>${key}</Key><Value>${key} value</Value></Tag>`;
    const writeTags = (...keys: readonly string[]) =>
      `<Tagging><TagSet>${keys.map(writeTag).join("")}</TagSet></Tagging>`;
    for (const tagging of ["not-xml", "<Tagging><TagSet><Tag><Key>lab</Key></Tag></TagSet></Tagging>"])
      expect(await postTags(tagging), tagging).to.deep.equal([400, "MalformedXML"]);
    expect(await postTags(writeTags("lab", "lab"))).to.deep.equal([400, "InvalidTag"]);
    expect(await catchFault(readTags())).to.include({ name: "NoSuchKey" });
    for (const keys of [["lab"], ["lab", "week"]]) {
      expect(await postTags(writeTags(...keys))).to.deep.equal([204, undefined]);
      expect(await readTags()).to.deep.equal(keys.map((Key) => ({ Key, Value: `${Key} value` })));
    }
    expect(await postTags("<InvalidXmlTagging></InvalidXmlTagging>")).to.deep.equal([204, undefined]);
    expect(await readTags()).to.deep.equal([]);
  });

  it("rejects an invalid policy, and explains why", async () => {
    /** The status of the answer, its code and its message. */
    const postForm = async (document: unknown): Promise<readonly unknown[]> => {
      const text = typeof document === "string" ? document : JSON.stringify(document);
      const reply = await post({ ...signed, policy: Buffer.from(text).toString("base64") });
      const output = (await reply.text()).replaceAll("&quot;", '"').replaceAll("&#39;", "'");
      return [reply.status, ...(/<Code>(.*)<\/Code><Message>(.*?)<\/Message>/.exec(output)?.slice(1) ?? [])];
    };
    const describeWrong = (why: string) => [400, "InvalidPolicyDocument", `Invalid Policy: ${why}`];
    // Recorded on AWS by LocalStack, 2026-02-21 (test_post_object_policy_conditions_validation_eq, …_validation_size).
    const describeFailed = (why: string) => [
      403,
      "AccessDenied",
      `Invalid according to Policy: Policy Condition failed: ${why}`,
    ];
    const SIMPLE = "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.";
    const expiration = "2999-01-01T00:00:00Z";
    const createSome = (...more: readonly unknown[]) => ({ expiration, conditions: [...conditions, ...more] });
    const long = ["eq", "x".repeat(300)];
    const cases: readonly (readonly [document: unknown, answer: readonly unknown[]])[] = [
      ["{", describeWrong("Invalid JSON.")],
      ["null", describeWrong("Invalid JSON.")],
      ["1", describeWrong("Invalid JSON.")],
      [{ conditions }, describeWrong("Policy missing expiration.")],
      [{ expiration }, describeWrong("Policy missing conditions.")],
      [{ expiration, conditions: {} }, describeWrong("Policy missing conditions.")],
      [{ expiration: "soon", conditions }, describeWrong("Invalid 'expiration' value: 'soon'")],
      [createSome("a"), describeWrong("Invalid Condition.")],
      [createSome(null), describeWrong("Invalid Condition.")],
      [createSome(["eq", "$key"]), describeWrong('Invalid Condition: ["eq","$key"]')],
      [createSome(["ends-with", "$key", "n"]), describeWrong('Invalid Condition: ["ends-with","$key","n"]')],
      [createSome(long), describeWrong(`Invalid Condition: ${JSON.stringify(long).slice(0, 200)}`)],
      [createSome(["content-length-range", -1, 5]), describeWrong("Invalid content-length-range.")],
      [createSome({}), describeWrong(SIMPLE)],
      [createSome({ acl: "private", "Content-Type": "a/b" }), describeWrong(SIMPLE)],
      [createSome(["content-length-range", 0, "x"]), describeFailed('["content-length-range", "0", "x"]')],
      [createSome(["eq", "key", "a.json"]), describeFailed('["eq", "key", "a.json"]')],
      [createSome(["eq", "$KEY", "A.json"]), describeFailed('["eq", "$KEY", "A.json"]')],
      [createSome({ key: "b" }), describeFailed('["eq", "$key", "b"]')],
      [
        { expiration: "2001-01-01T00:00:00Z", conditions },
        [403, "AccessDenied", "Invalid according to Policy: Policy expired."],
      ],
      [createSome(["STARTS-WITH", "$key", ""], ["content-length-range", 2, 2]), [204]],
      [createSome(["content-length-range", 0, 1]), [400, "EntityTooLarge"]],
      [createSome(["content-length-range", 3, 9]), [400, "EntityTooSmall"]],
    ];
    const answers: (readonly unknown[])[] = [];
    for (const [document, { length }] of cases) answers.push((await postForm(document)).slice(0, length));
    expect(answers).to.deep.equal(cases.map(([, answer]) => answer));
  });

  it("returns 200, or 201 with a document, if the form requests it, and 204 otherwise", async () => {
    const answers = ["200", "201", "202"].map(async (success_action_status) => {
      const reply = await post({ ...signed, success_action_status });
      return [reply.status, reply.headers.get("content-type"), await reply.text()];
    });
    const [ok, created, other] = await Promise.all(answers);
    expect([ok?.[0], ok?.[2], other?.[0], other?.[2]]).to.deep.equal([200, "", 204, ""]);
    const location = `${cloud.running.endpoint}/trips/a.json`;
    expect(created).to.deep.equal([
      201,
      "application/xml",
      `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Location>${location}</Location><Bucket>trips</Bucket>` +
        "<Key>a.json</Key><ETag>&quot;99914b932bd37a50b983c5e7c90ae93b&quot;</ETag></PostResponse>",
    ]);
  });

  it("redirects a browser to the form's URL", async () => {
    const { status, headers } = await post({ ...signed, success_action_redirect: "http://127.0.0.1:1/done?x=1" });
    expect(status).to.equal(303);
    expect(headers.get("location")).to.equal(
      "http://127.0.0.1:1/done?x=1&bucket=trips&key=a.json&etag=%2299914b932bd37a50b983c5e7c90ae93b%22",
    );
  });
});
