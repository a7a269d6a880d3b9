import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../testing/temporary-folder";
import { useCloud } from "../../testing/use-cloud";
import { runInVenv, needVenv } from "../../testing/venv";
import { useBucket } from "./testing/use-upload";

const BOTO3 = `
import boto3, io, json, os, sys
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

s3, seen = boto3.client("s3"), {}
def fault(call, **request):
    try:
        call(Bucket="trips", **request)
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]

keys = ["a b/ü/😀.json", "a+b", "a%2Fb", "a//b", "a?b#c", "\\x01", "a"]
for key in keys:
    s3.put_object(Bucket="trips", Key=key, Body=key.encode(), Metadata={"color": "red"})
listed = [entry["Key"] for page in s3.get_paginator("list_objects_v2").paginate(Bucket="trips", PaginationConfig={"PageSize": 2}) for entry in page["Contents"]]
seen["keys"] = listed == sorted(keys, key=lambda key: key.encode())
seen["listed v1"] = [entry["Key"] for entry in s3.list_objects(Bucket="trips")["Contents"]] == listed
seen["bodies"] = all(s3.get_object(Bucket="trips", Key=key)["Body"].read().decode() == key for key in keys)
head = s3.head_object(Bucket="trips", Key="a", ChecksumMode="ENABLED")
seen["head"] = [head["ETag"], head["Metadata"], head["ChecksumCRC32"], head["LastModified"].isoformat()]

body = os.urandom(1024) * 9000
s3.upload_fileobj(io.BytesIO(body), "trips", "large", Config=TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20))
got = io.BytesIO()
s3.download_fileobj("trips", "large", got, Config=TransferConfig(multipart_threshold=1 << 20, multipart_chunksize=1 << 20))
seen["large"] = [got.getvalue() == body, s3.head_object(Bucket="trips", Key="large")["ETag"].endswith('-2"')]
s3.copy({"Bucket": "trips", "Key": "large"}, "trips", "copy", Config=TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20))
seen["copy"] = s3.get_object(Bucket="trips", Key="copy")["Body"].read() == body

class Pipe(io.RawIOBase):
    def __init__(self): self.left = [b"streamed ", b"bytes"]
    def readable(self): return True
    def read(self, size=-1): return self.left.pop(0) if self.left else b""
s3.upload_fileobj(Pipe(), "trips", "pipe")
seen["pipe"] = s3.get_object(Bucket="trips", Key="pipe")["Body"].read().decode()

from email.utils import formatdate
dated = boto3.client("s3")
dated.meta.events.register("before-call.s3.HeadBucket", lambda params, **_: params["headers"].update({"Date": formatdate(), "Expect": "200"}))
seen["dated"] = dated.head_bucket(Bucket="trips")["ResponseMetadata"]["HTTPStatusCode"]

seen["faults"] = [fault(s3.get_object, Key="none"), fault(s3.head_object, Key="none"), fault(s3.put_object, Key="a", Body=b"", IfNoneMatch="*"), fault(s3.get_bucket_website), fault(s3.delete_bucket)]
# Not the one that XML cannot hold: its parser would not read the answer, on AWS neither.
seen["deleted"] = len(s3.delete_objects(Bucket="trips", Delete={"Objects": [{"Key": key} for key in keys if key != "\\x01"]})["Deleted"])
s3.delete_object(Bucket="trips", Key="\\x01")
with open(sys.argv[1], "rb") as file:
    s3.put_object(Bucket="trips", Key="file", Body=file, ChecksumAlgorithm="SHA256")
import urllib.request
url = boto3.client("s3", config=Config(signature_version="s3v4")).generate_presigned_url("get_object", Params={"Bucket": "trips", "Key": "file"}, ExpiresIn=60)
seen["presigned"] = urllib.request.urlopen(url).read().decode()
print(json.dumps(seen))
`;

describe("S3 through boto3 and the AWS CLI, with verified signatures", () => {
  const folder = createTemporaryFolder();
  needVenv();
  const cloud = useCloud({ keys: "own" });
  const bucket = useBucket(cloud);
  const runAws = async (...args: string[]): Promise<string> => {
    const { status, output, errors } = await runInVenv("aws", args, cloud.running);
    expect(errors).to.equal("");
    expect(status).to.equal(0);
    return output;
  };
  const listKeys = async (): Promise<string[]> =>
    (await cloud.s3.listObjectsV2({ Bucket: bucket.name })).Contents?.map(({ Key = "" }) => Key) ?? [];

  it("boto3 puts, lists, reads, copies and deletes, with multipart for large objects", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "from a file");
    const { output, errors } = await runInVenv("python", ["-c", BOTO3, file], cloud.running);
    expect(errors).to.equal("");
    expect(JSON.parse(output)).to.deep.equal({
      keys: true,
      "listed v1": true,
      bodies: true,
      head: ['"0cc175b9c0f1b6a831c399e269772661"', { color: "red" }, "6Le+Qw==", "2030-01-01T00:00:00+00:00"],
      large: [true, true],
      copy: true,
      pipe: "streamed bytes",
      dated: 200,
      faults: [
        ["NoSuchKey", 404],
        ["404", 404],
        ["PreconditionFailed", 412],
        ["NotImplemented", 501],
        ["BucketNotEmpty", 409],
      ],
      deleted: 6,
      presigned: "from a file",
    });
  });

  it("the AWS CLI copies folders, lists, syncs and removes", async () => {
    const [there, back] = [join(folder, "there"), join(folder, "back")];
    mkdirSync(join(there, "sub", "ü"), { recursive: true });
    const large = Buffer.alloc(20 * 1024 * 1024, "0123456789");
    for (const [name, bytes] of [
      ["one.json", "{}"],
      ["sub/two.txt", "two"],
      ["sub/ü/empty", ""],
      ["large.bin", large],
    ] as const)
      writeFileSync(join(there, name), bytes);

    await runAws("s3", "cp", "--recursive", "--no-progress", there, "s3://trips/lab/");
    expect(await listKeys()).to.deep.equal(["lab/large.bin", "lab/one.json", "lab/sub/two.txt", "lab/sub/ü/empty"]);
    const head = await cloud.s3.headObject({ Bucket: "trips", Key: "lab/large.bin", ChecksumMode: "ENABLED" });
    expect(head.ETag).to.match(/-3"$/);
    expect((await cloud.s3.headObject({ Bucket: "trips", Key: "lab/one.json" })).ContentType).to.equal(
      "application/json",
    );

    expect(await runAws("s3", "ls")).to.match(/^2030-01-01 \d\d:00:00 trips\n$/);
    const listed = (await runAws("s3", "ls", "s3://trips/lab/"))
      .split("\n")
      .map((line) => line.replace(/^2030-01-01 \d\d:00:00 +/, "").trim());
    expect(listed).to.deep.equal(["PRE sub/", "20971520 large.bin", "2 one.json", ""]);

    await runAws("s3", "cp", "--recursive", "--no-progress", "s3://trips/lab/", back);
    expect(readFileSync(join(back, "large.bin")).equals(large)).to.equal(true);
    expect(readFileSync(join(back, "sub", "two.txt"), "utf8")).to.equal("two");

    rmSync(join(there, "one.json"));
    writeFileSync(join(there, "new.txt"), "new");
    await runAws("s3", "sync", "--no-progress", "--delete", there, "s3://trips/lab/");
    expect(await listKeys()).to.deep.equal(["lab/large.bin", "lab/new.txt", "lab/sub/two.txt", "lab/sub/ü/empty"]);

    await runAws("s3", "mv", "--no-progress", "s3://trips/lab/new.txt", "s3://trips/moved.txt");
    expect(await bucket.readText("moved.txt")).to.equal("new");
    await runAws("s3", "rb", "--force", "s3://trips");
    expect(await runAws("s3", "ls")).to.equal("");
    await runAws("s3", "mb", "s3://trips");
  });

  it("the AWS CLI shows a fault in S3's words (SVC-007)", async () => {
    const { status, errors } = await runInVenv(
      "aws",
      ["s3api", "put-object", "--bucket", "nowhere", "--key", "a"],
      cloud.running,
    );
    expect(status).to.be.within(254, 255);
    expect(errors).to.contain(
      "An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist",
    );
  });
});
