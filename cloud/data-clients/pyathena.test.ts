import { expect } from "chai";
import { needDataClients, runDataClient } from "../testing/data-clients";
import { useCloud } from "../testing/use-cloud";

describe("PyAthena and SQLAlchemy on Athena", () => {
  before(function () {
    needDataClients(this);
  });
  const cloud = useCloud({ keys: "own", speed: 100, startAt: undefined });

  it("read all types through cursors and SQLAlchemy tables", async () => {
    for (const Bucket of ["data", "results"]) await cloud.s3.createBucket({ Bucket });
    expect(await runDataClient("pyathena_client.py", [], cloud.running)).to.deep.equal({
      values: [
        "True",
        "1",
        "2",
        "3",
        "1.5",
        "2.5",
        "Decimal('1.50')",
        "'text'",
        "b'\\n\\xff'",
        "datetime.date(2030, 1, 2)",
        "datetime.datetime(2030, 1, 2, 3, 4, 5, 678000)",
        "datetime.datetime(2030, 1, 2, 3, 4, 5, 678000, tzinfo=zoneinfo.ZoneInfo(key='UTC'))",
        "datetime.time(3, 4, 5, 678000)",
        "[1, 2]",
        "{'k': '1'}",
        "{'a': '1', 'b': 'x'}",
        "{'a': 1}",
        "'12151fd2-7586-11e9-8f9e-2a86e4085a59'",
        "'10.0.0.1'",
        "None",
      ],
      columns: [
        ["yes", "boolean"],
        ["t", "tinyint"],
        ["i", "integer"],
        ["l", "bigint"],
        ["r", "float"],
        ["d", "double"],
        ["exact", "decimal"],
        ["s", "varchar"],
        ["bytes", "varbinary"],
        ["day", "date"],
        ["at", "timestamp"],
        ["zoned", "timestamp with time zone"],
        ["clock", "time"],
        ["list", "array"],
        ["map", "map"],
        ["row", "row"],
        ["json", "json"],
        ["id", "uuid"],
        ["ip", "ipaddress"],
        ["nothing", "unknown"],
      ],
      statistics: ["SUCCEEDED", "DML", true, 1],
      pages: [2500, [2500]],
      formatted: [2, "it's"],
      "by server": [2, "it's"],
      "by name": { one: 1, two: "x" },
      pandas: [
        ["1", "a", "2030-01-01 00:00:00", "x"],
        ["2", null, "2030-01-02 00:00:00", "y"],
        ["3", "ü", "2030-01-03 00:00:00", "x"],
      ],
      unloaded: [
        [1, "x"],
        [2, "y"],
        [3, "x"],
      ],
      asynchronous: [[3]],
      metadata: [
        [
          "trips",
          [
            ["id", "bigint"],
            ["name", "string"],
            ["at", "timestamp"],
          ],
          ["day"],
        ],
      ],
      failed:
        "COLUMN_NOT_FOUND: line 1:8: Column 'missing' cannot be resolved or requester is not authorized to access requested resources",
      inspected: [
        ["lab"],
        ["trips"],
        [
          ["id", "BIGINT"],
          ["name", "VARCHAR"],
          ["at", "TIMESTAMP"],
          ["day", "VARCHAR"],
        ],
        [],
        false,
      ],
      reflected: [
        ["id", "BIGINT"],
        ["name", "VARCHAR"],
        ["at", "TIMESTAMP"],
        ["day", "VARCHAR"],
      ],
      joined: [
        [1, "a", 1.5],
        [2, null, 2.5],
      ],
      views: [["dear"], 1],
      read: [1, 2, 3],
      dropped: ["trips"],
    });
  });
});
