import { expect } from "chai";
import { needDataClients, runDataClient } from "../testing/data-clients";
import { useCloud } from "../testing/use-cloud";

/** What each program must see in a bucket; nothing in it is specific to the lab cloud. */
const CLIENTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  pyarrow: {
    one: true,
    filtered: [500, ["Ulm"]],
    stream: 12 * 1024 ** 2,
    seek: "xxx",
    listed: ["trips/by-city", "trips/large", "trips/one.parquet"],
    kind: ["NotFound", "Directory"],
    "by uri": 1000,
    missing: "FileNotFoundError",
    left: ["trips/large", "trips/moved.parquet", "trips/new", "trips/new/sub"],
  },
  polars: {
    one: true,
    scan: [
      [990, "Ulm"],
      [991, "Bonn"],
    ],
    partitions: [
      ["Bonn", 500, 71],
      ["Ulm", 500, 72],
    ],
    "one partition": 500,
    large: [[1999999000000, 4294963934]],
    csv: true,
    ndjson: 1000,
    missing: "FileNotFoundError",
  },
  s3fs: {
    found: ["trips/a/b/two.json", "trips/a/one.json", "trips/c.txt"],
    glob: ["trips/a/b/two.json", "trips/a/one.json"],
    listed: [
      ["trips/a", "directory", 0],
      ["trips/c.txt", "file", 10],
    ],
    walked: [
      ["trips", ["a"], ["c.txt"]],
      ["trips/a", ["b"], ["one.json"]],
      ["trips/a/b", [], ["two.json"]],
    ],
    ranges: ["012", "789"],
    tail: "6789",
    used: 26,
    large: [12 * 1024 ** 2, "kl"],
    appended: [12 * 1024 ** 2 + 1, "l!"],
    metadata: [{ color: "red" }, "text/plain"],
    tags: { kind: "test" },
    link: "0123456789",
    once: "first",
    pandas: [true, true],
    exists: [false, true, true, false, false],
    missing: "FileNotFoundError",
    buckets: ["trips", "trips-more"],
    left: [],
  },
};

for (const [name, seen] of Object.entries(CLIENTS)) {
  describe(`s3 through ${name}, with signatures verified`, () => {
    before(function () {
      needDataClients(this);
    });
    const cloud = useCloud({ keys: "own", speed: 1, startAt: undefined });

    it("passes the client's standard operations unchanged", async () => {
      await cloud.s3.createBucket({ Bucket: "trips" });
      expect(await runDataClient(`${name}_client.py`, [], cloud.running)).to.deep.equal(seen);
    });
  });
}
