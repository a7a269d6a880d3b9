import { expect } from "chai";
import { needDataClients, runDataClient } from "../testing/data-clients";
import { useCloud } from "../testing/use-cloud";

/** The rows with pandas' types, which are the same for all formats. */
const rows = [
  ["Int64", "float64", "string", "datetime64[us]", "string"],
  [9, 11],
  ["2030-01-01 10:00:00", "2030-01-02 00:00:00"],
  [false, true],
];

describe("awswrangler on Athena, Glue and S3", () => {
  before(function () {
    needDataClients(this);
  });
  const cloud = useCloud({ keys: "own", speed: 100, startAt: undefined });

  it("writes datasets, queries them in all three ways, and maintains the catalog", async () => {
    for (const Bucket of ["data", "results"]) await cloud.s3.createBucket({ Bucket });
    const { "show create": created, ...seen } = await runDataClient("awswrangler_client.py", [], cloud.running);
    expect(created).to.match(/^CREATE EXTERNAL TABLE `trips`/);
    expect(seen).to.deep.equal({
      databases: ["lab"],
      partitions: [["Bonn"], ["Ulm"]],
      types: { id: "bigint", price: "double", note: "string", at: "timestamp", city: "string" },
      parameters: { classification: "parquet", compressionType: "snappy", typeOfData: "file" },
      comments: "the trip's number",
      catalog: [["Bonn"], ["Ulm"]],
      found: [["trips"], ["trips"], ["trips"], ["trips"], ["id, price, note, at"]],
      read: [9, 11],
      "by table": 6,
      "query ctas": rows,
      "query unload": rows,
      "query csv": rows,
      "by server": [3],
      chunks: [2, 2, 2],
      "whole table": 6,
      cache: true,
      // Two buckets in each of two partitions.
      ctas: ["copied", 4, 6],
      unload: 6,
      describe: [
        ["id", "bigint", false, "the trip's number"],
        ["price", "double", false, ""],
        ["note", "string", false, ""],
        ["at", "timestamp", false, ""],
        ["city", "string", true, ""],
      ],
      "column types": { id: "bigint", price: "double", at: "timestamp" },
      repaired: "SUCCEEDED",
      csv: ["a", 'quote " and, comma', "", "ü"],
      // The two changes of columns archive the earlier version of the table, its writes do not.
      versions: 3,
      named: true,
      prepared: ["one_trip"],
      executed: ["Bonn"],
      failed:
        "COLUMN_NOT_FOUND: line 1:8: Column 'missing' cannot be resolved or requester is not authorized to access requested resources",
      left: [["Bonn"]],
    });
  });
});
