import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { findPython } from "../../../../../foundation/columnar/python";
import { addEndpoint } from "./run-sql";

const HERE = "http://127.0.0.1:4566";

describe("a table on a Kinesis stream", () => {
  it("gets the cloud's endpoint even if the statement doesn't name it", () => {
    const table = "CREATE TABLE t (x STRING COMMENT 'a (b)')\nWITH ('connector' = 'kinesis', 'stream' = 's')";
    expect(addEndpoint(table, HERE)).to.equal(
      "CREATE TABLE t (x STRING COMMENT 'a (b)')\nWITH ('connector' = 'kinesis', 'stream' = 's',\n" +
        `  'aws.endpoint' = '${HERE}'\n)`,
    );
  });
  it("gets it on a Firehose, too", () => {
    const table = "CREATE TABLE t (x INT) WITH ('connector' = 'firehose', 'delivery-stream' = 's')";
    expect(addEndpoint(table, HERE)).to.contain(`'aws.endpoint' = '${HERE}'`);
  });
  for (const statement of [
    "CREATE TABLE t (x INT) WITH ('connector' = 'datagen')",
    "CREATE TABLE t (x INT) WITH ('connector' = 'kinesis', 'aws.endpoint' = 'http://127.0.0.1:1')",
    "CREATE VIEW v AS WITH (SELECT 1) SELECT 'connector' FROM t",
    "INSERT INTO t SELECT 'WITH (''connector'' = ''kinesis'')'",
  ])
    it(`is the only thing changed, not ${statement}`, () => expect(addEndpoint(statement, HERE)).to.equal(statement));

  it("is changed the same way by a Python program", () => {
    const tables = [
      "CREATE TABLE t (x STRING COMMENT 'a (b)')\nWITH ('connector' = 'kinesis', 'stream' = 's')",
      " create table t (x INT) with ( 'connector'='kinesis','sink.http-client.protocol.version'='HTTP2' )",
      "CREATE TABLE t (x INT) WITH ('connector' = 'firehose', 'delivery-stream' = 's')",
      "CREATE TABLE t (x INT) WITH ('connector' = 'datagen')",
      "CREATE TABLE t (x INT) WITH ('connector' = 'kinesis', 'aws.endpoint' = 'http://127.0.0.1:1')",
      "CREATE VIEW v AS WITH (SELECT 1) SELECT 'connector' FROM t",
      "INSERT INTO t SELECT 'WITH (''connector'' = ''kinesis'')'",
    ];
    const program =
      "import json, sys, run_application as it; print(json.dumps([it.with_endpoint(one, sys.argv[2]) for one in json.loads(sys.argv[1])]))";
    const answer = execFileSync(findPython(undefined), ["-c", program, JSON.stringify(tables), HERE], {
      cwd: import.meta.dirname,
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
      encoding: "utf8",
    });
    expect(JSON.parse(answer)).to.deep.equal(tables.map((table) => addEndpoint(table, HERE)));
  });
});
