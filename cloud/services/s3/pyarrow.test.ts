import { HeadObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { inVenv, withoutVenv } from "../../testing/venv";
import { useBucket } from "./testing/use-bucket";

/** Arrow's own S3 client, in C++: it is what pandas and many data tools read and write S3 with. */
const PYARROW = `
import json, os
import pyarrow as pa, pyarrow.dataset as ds, pyarrow.parquet as pq
from pyarrow import fs

s3, seen = fs.S3FileSystem(endpoint_override=os.environ["AWS_ENDPOINT_URL"]), {}
table = pa.table({"id": list(range(1000)), "city": ["Ulm", "Bonn"] * 500})
pq.write_table(table, "trips/one.parquet", filesystem=s3)
seen["one"] = pq.read_table("trips/one.parquet", filesystem=s3).equals(table)
ds.write_dataset(table, "trips/by-city", filesystem=s3, format="parquet", partitioning=ds.partitioning(pa.schema([("city", pa.string())]), flavor="hive"))
back = ds.dataset("trips/by-city", filesystem=s3, format="parquet", partitioning="hive").to_table(filter=ds.field("city") == "Ulm")
seen["filtered"] = [back.num_rows, sorted(set(back["city"].to_pylist()))]
with s3.open_output_stream("trips/large") as out:
    for _ in range(12): out.write(b"x" * (1 << 20))
with s3.open_input_stream("trips/large") as stream:
    seen["stream"] = len(stream.read())
with s3.open_input_file("trips/large") as file:
    file.seek(5 << 20); seen["seek"] = file.read(3).decode()
seen["listed"] = sorted(info.path for info in s3.get_file_info(fs.FileSelector("trips", recursive=False)))
seen["kind"] = [s3.get_file_info("trips/none").type.name, s3.get_file_info("trips/by-city").type.name]
by_uri, path = fs.FileSystem.from_uri("s3://trips/one.parquet")
seen["by uri"] = pq.read_table(path, filesystem=by_uri).num_rows
s3.copy_file("trips/one.parquet", "trips/two.parquet")
s3.delete_file("trips/one.parquet")
s3.delete_dir("trips/by-city")
try:
    s3.open_input_file("trips/none")
except FileNotFoundError: seen["missing"] = "FileNotFoundError"
print(json.dumps(seen))
`;

describe("s3 through pyarrow, with signatures verified", function () {
  this.timeout(60_000);
  before(function () {
    if (withoutVenv !== undefined) {
      console.log(`      skipped: ${withoutVenv}`);
      this.skip();
    }
  });
  const cloud = useCloud({ keys: "own" });
  const bucket = useBucket(cloud);

  it("writes, reads, filters, seeks, lists, copies and deletes", async () => {
    const { output, errors } = await inVenv("python", ["-c", PYARROW], cloud.running);
    expect(errors).to.equal("");
    expect(JSON.parse(output)).to.deep.equal({
      one: true,
      filtered: [500, ["Ulm"]],
      stream: 12 * 1024 ** 2,
      seek: "xxx",
      listed: ["trips/by-city", "trips/large", "trips/one.parquet"],
      kind: ["NotFound", "Directory"],
      "by uri": 1000,
      missing: "FileNotFoundError",
    });
    const { Contents = [] } = await cloud.s3.send(new ListObjectsV2Command({ Bucket: bucket.name }));
    expect(Contents.map(({ Key }) => Key)).to.deep.equal(["large", "two.parquet"]);
    const { ETag } = await cloud.s3.send(new HeadObjectCommand({ Bucket: bucket.name, Key: "large" }));
    expect(ETag).to.match(/-2"$/);
  });
});
