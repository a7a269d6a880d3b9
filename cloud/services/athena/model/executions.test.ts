import { Glue } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { getOutput, createQueries, RESULTS, getRows } from "../testing/queries";

const TOKEN = "0123456789abcdef0123456789abcdef";

describe("Athena query executions", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  beforeEach(() => athena.setUp());
  const readState = async (id: string) => (await athena.getExecution(id)).Status?.State;

  it("is QUEUED, RUNNING, then SUCCEEDED as the clock advances (ATH-001)", async () => {
    const id = await athena.start("SHOW TABLES");
    expect(await readState(id)).to.equal("QUEUED");
    await cloud.advance(0.2);
    expect(await readState(id)).to.equal("RUNNING");
    await cloud.advance(1);
    expect(await readState(id)).to.equal("SUCCEEDED");
  });

  it("describes every detail of a finished query (ATH-010, ATH-012)", async () => {
    const id =
      (await athena.finish("SHOW TABLES", { QueryExecutionContext: { Database: "lab", Catalog: "AwsDataCatalog" } }))
        .QueryExecutionId ?? "";
    const { Status: status, ...execution } = await athena.getExecution(id);
    expect(execution).to.deep.equal({
      QueryExecutionId: id,
      Query: "SHOW TABLES",
      StatementType: "UTILITY",
      SubstatementType: "SHOW_TABLES",
      WorkGroup: "primary",
      ResultConfiguration: { OutputLocation: `${RESULTS}${id}.txt` },
      ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: false } },
      QueryExecutionContext: { Database: "lab", Catalog: "awsdatacatalog" },
      EngineVersion: { SelectedEngineVersion: "AUTO", EffectiveEngineVersion: "Athena engine version 3" },
      Statistics: {
        QueryQueueTimeInMillis: 150,
        ServicePreProcessingTimeInMillis: 0,
        EngineExecutionTimeInMillis: 350,
        ServiceProcessingTimeInMillis: 0,
        TotalExecutionTimeInMillis: 500,
        DataScannedInBytes: 0,
        ResultReuseInformation: { ReusedPreviousResult: false },
      },
    });
    expect(status).to.deep.equal({
      State: "SUCCEEDED",
      SubmissionDateTime: new Date(Date.parse(START) + 1000),
      CompletionDateTime: new Date(Date.parse(START) + 1500),
    });
    const { QueryRuntimeStatistics: figures } = await athena.client.getQueryRuntimeStatistics({ QueryExecutionId: id });
    expect(figures).to.deep.include({ Rows: { InputBytes: 0, OutputBytes: 0, OutputRows: 0 } });
  });

  for (const [sql, type, subtype] of [
    ["CREATE EXTERNAL TABLE u (n int) LOCATION 's3://data/u/'", "DDL", "CREATE_TABLE"],
    ["DROP TABLE t", "DDL", "DROP_TABLE"],
    ["MSCK REPAIR TABLE t", "DDL", "MSCK_REPAIR"],
    ["ALTER TABLE t ADD PARTITION (p='a')", "DDL", "ALTER_TABLE_ADD_PARTITION"],
    ["ALTER TABLE t REPLACE COLUMNS (n int)", "DDL", "ALTER_TABLE_REPLACE_COLUMN"],
    ["ALTER TABLE t SET TBLPROPERTIES ('a'='b')", "DDL", "ALTER_TABLE_PROPERTIES"],
    ["DESCRIBE t", "UTILITY", "DESCRIBE_TABLE"],
    ["SHOW CREATE TABLE t", "UTILITY", "SHOW_CREATE_TABLE"],
    ["-- SELECT\nSHOW SCHEMAS", "UTILITY", "SHOW_DATABASES"],
    ["DELETE FROM t", "DML", "DELETE"],
  ] as const) {
    it(`classifies ${sql.slice(0, 30)} as ${type} and ${subtype} (ATH-010)`, async () => {
      await athena.readRows("CREATE EXTERNAL TABLE t (n int) PARTITIONED BY (p string) LOCATION 's3://data/t/'");
      expect(await athena.finish(sql)).to.include({ StatementType: type, SubstatementType: subtype });
    });
  }

  it("rejects requests for results of running, canceled and unknown queries with different messages (ATH-004)", async () => {
    const id = await athena.start("SHOW TABLES");
    expect(await catchFault(athena.getResults(id))).to.include({
      name: "InvalidRequestException",
      AthenaErrorCode: "INVALID_QUERY_EXECUTION_STATE",
      message: "Query has not yet finished. Current state: QUEUED",
    });
    await cloud.advance(0.2);
    expect(await catchFault(athena.getResults(id))).to.include({
      message: "Query has not yet finished. Current state: RUNNING",
    });
    await athena.client.stopQueryExecution({ QueryExecutionId: id });
    expect(await catchFault(athena.getResults(id))).to.include({
      AthenaErrorCode: "RESULT_NOT_FOUND",
      message: "Could not find results",
    });
    expect(await catchFault(athena.getResults("none"))).to.include({
      AthenaErrorCode: "QUERY_EXECUTION_NOT_FOUND",
      message: "QueryExecution none was not found",
    });
    const failed = await athena.finish("UPDATE t SET n = 1");
    expect(failed.Status?.StateChangeReason).to.equal(
      "NOT_SUPPORTED: Modifying Hive table rows is only supported for transactional tables",
    );
    expect(await catchFault(athena.getResults(failed.QueryExecutionId ?? ""))).to.include({
      message: "Query did not finish successfully. Final query state: FAILED",
    });
    expect(await catchFault(athena.getResults(id, { MaxResults: 1001 }))).to.include({
      AthenaErrorCode: "INVALID_INPUT",
      message: "MaxResults is more than maximum allowed length 1000",
    });
  });

  it("returns empty results for a statement that failed in Hive, and writes the reason to its file (ATH-015)", async () => {
    const {
      QueryExecutionId: id = "",
      Status: status,
      ResultConfiguration: result,
    } = await athena.finish("DROP TABLE none");
    expect((await athena.getResults(id)).ResultSet).to.deep.equal({ Rows: [] });
    expect(await athena.readObject(result?.OutputLocation ?? "")).to.deep.equal({
      body: status?.StateChangeReason,
      type: "application/octet-stream",
    });
    expect(status?.StateChangeReason).to.equal("FAILED: SemanticException [Error 10001]: Table not found lab.none");
  });

  it("cancels a waiting or running query, and leaves a finished one unchanged (ATH-005)", async () => {
    const id = await athena.start("CREATE DATABASE other");
    await cloud.advance(0.2);
    await athena.client.stopQueryExecution({ QueryExecutionId: id });
    await cloud.advance(5);
    const { Status: status } = await athena.getExecution(id);
    expect(status)
      .to.deep.include({ State: "CANCELLED", StateChangeReason: "Query cancelled by user" })
      .and.not.have.property("AthenaError");
    expect(await athena.readRows("SHOW DATABASES")).to.deep.equal([["lab"]]);
    expect(await athena.listKeys("results", `athena/${id}`)).to.deep.equal([]);
    const done = (await athena.finish("SHOW TABLES")).QueryExecutionId ?? "";
    await athena.client.stopQueryExecution({ QueryExecutionId: done });
    expect(await readState(done)).to.equal("SUCCEEDED");
    expect(await catchFault(athena.client.stopQueryExecution({ QueryExecutionId: "none" }))).to.include({
      AthenaErrorCode: "QUERY_EXECUTION_NOT_FOUND",
    });
  });

  it("starts one query per client token, and rejects other parameters with that token (ATH-006)", async () => {
    const id = await athena.start("SHOW TABLES", { ClientRequestToken: TOKEN });
    await cloud.advance(1);
    expect(await athena.start("SHOW TABLES", { ClientRequestToken: TOKEN })).to.equal(id);
    const twice = await Promise.all([1, 2].map(() => athena.start("SHOW VIEWS", { ClientRequestToken: `${TOKEN}2` })));
    expect(twice[0]).to.equal(twice[1]);
    for (const other of [
      { QueryString: "SHOW VIEWS" },
      { QueryExecutionContext: { Database: "LAB" } },
      { ResultConfiguration: { OutputLocation: "s3://results/other/" } },
    ]) {
      expect(await catchFault(athena.start("SHOW TABLES", { ClientRequestToken: TOKEN, ...other }))).to.include({
        AthenaErrorCode: "IDEMPOTENT_PARAMETER_MISMATCH",
        message: "Idempotent parameters do not match",
      });
    }
    expect(await catchFault(athena.start("SHOW TABLES", { ClientRequestToken: "short" }))).to.include({
      AthenaErrorCode: "INVALID_INPUT",
      message:
        "1 validation error detected: Value at 'clientRequestToken' failed to satisfy constraint: Member must have length greater than or equal to 32",
    });
  });

  for (const [location, words] of [
    ["results/athena", "outputLocation is not a valid S3 path."],
    ["https://results/", "outputLocation is not a valid S3 path."],
    [
      undefined,
      "No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.",
    ],
    ["s3://missing/", "Unable to verify/create output bucket missing"],
  ] as const) {
    it(`rejects ${location ?? "no location"} as the location for results (ATH-006)`, async () => {
      const fault = await catchFault(
        athena.start("SHOW TABLES", { ResultConfiguration: { OutputLocation: location } }),
      );
      expect(fault).to.include({ name: "InvalidRequestException", AthenaErrorCode: "INVALID_INPUT", message: words });
    });
  }

  it("writes an empty file for DDL, lines for SHOW, and metadata files where AWS does (ATH-013, ATH-015)", async () => {
    const listFiles = async (sql: string) => {
      const { ResultConfiguration: result } = await athena.finish(sql);
      const path = result?.OutputLocation ?? "";
      return { file: await athena.readObject(path), companion: (await athena.readObject(`${path}.metadata`))?.type };
    };
    const [binary, application] = ["binary/octet-stream", "application/octet-stream"];
    expect(
      await listFiles("CREATE EXTERNAL TABLE t (n int) PARTITIONED BY (p string) LOCATION 's3://data/t/'"),
    ).to.deep.equal({ file: { body: "", type: binary }, companion: undefined });
    expect(await listFiles("ALTER TABLE t ADD PARTITION (p = 'a') PARTITION (p = 'b')")).to.deep.equal({
      file: { body: "", type: binary },
      companion: undefined,
    });
    expect(await listFiles("SHOW PARTITIONS t")).to.deep.equal({
      file: { body: "p=a\np=b", type: binary },
      companion: binary,
    });
    expect(await listFiles("ALTER TABLE t ADD COLUMNS (m int)")).to.deep.equal({
      file: { body: "", type: application },
      companion: application,
    });
    expect((await listFiles("DESCRIBE t")).companion).to.equal(application);
    expect(await listFiles("DROP TABLE t")).to.deep.equal({ file: { body: "", type: binary }, companion: undefined });
    expect(await listFiles("SHOW TABLES")).to.deep.equal({ file: { body: "", type: binary }, companion: binary });
  });

  it("reports changed rows: 0 for SHOW, and nothing for DDL and DESCRIBE (ATH-009)", async () => {
    const count = async (sql: string) =>
      (await athena.getResults((await athena.finish(sql)).QueryExecutionId ?? "")).UpdateCount;
    expect(await count("CREATE EXTERNAL TABLE t (n int) LOCATION 's3://data/t/'")).to.equal(undefined);
    expect(await count("SHOW TABLES")).to.equal(0);
    expect(await count("DESCRIBE t")).to.equal(undefined);
    expect(await count("MSCK REPAIR TABLE t")).to.equal(undefined);
  });

  it("pages results, with an empty page after a full last page (ATH-004)", async () => {
    await athena.readRows("CREATE EXTERNAL TABLE t (n int) PARTITIONED BY (p int) LOCATION 's3://data/t/'");
    await athena.readRows(
      `ALTER TABLE t ADD ${Array.from({ length: 6 }, (_, number) => `PARTITION (p = ${number})`).join(" ")}`,
    );
    const id = (await athena.finish("SHOW PARTITIONS t")).QueryExecutionId ?? "";
    const seen: (string | undefined)[][] = [];
    let page = await athena.getResults(id, { MaxResults: 3 });
    while (page.NextToken !== undefined) {
      seen.push((page.ResultSet?.Rows ?? []).map(({ Data: [datum] = [] }) => datum?.VarCharValue));
      page = await athena.getResults(id, { MaxResults: 3, NextToken: page.NextToken });
    }
    expect(seen).to.deep.equal([
      ["p=0", "p=1", "p=2"],
      ["p=3", "p=4", "p=5"],
    ]);
    expect(page.ResultSet?.Rows).to.deep.equal([]);
    for (const target of [-1, 1.5, 2 ** 53, "0", null])
      expect(
        await catchFault(
          athena.getResults(id, { NextToken: Buffer.from(JSON.stringify([id, target])).toString("base64") }),
        ),
        String(target),
      ).to.include({ AthenaErrorCode: "INVALID_INPUT" });
    expect(await catchFault(athena.getResults(id, { NextToken: "bm9uZQ==" }))).to.include({
      AthenaErrorCode: "INVALID_INPUT",
      message: "Malformed nextPageToken bm9uZQ==",
    });
  });

  it("returns complete rows of a result even if somebody overwrote its file", async () => {
    const { QueryExecutionId: id = "", ...execution } = await athena.finish("SELECT 1 AS n");
    for (const [body, rows] of [
      ['"n"\n"1"\n"2', [["n"], ["1"]]],
      ['"n"\n"1"\n"', [["n"], ["1"]]],
      ["", []],
    ] as const) {
      await athena.put(getOutput(execution), body);
      expect(getRows(await athena.getResults(id)), JSON.stringify(body)).to.deep.equal(rows);
    }
  });

  it("can't find results if their file is gone", async () => {
    const id = (await athena.finish("SHOW DATABASES")).QueryExecutionId ?? "";
    await cloud.s3.deleteObject({ Bucket: "results", Key: `athena/${id}.txt` });
    expect(await catchFault(athena.getResults(id))).to.include({ AthenaErrorCode: "RESULT_NOT_FOUND" });
  });

  it("fails a query if its results bucket or table no longer exists when it runs", async () => {
    await athena.readRows("CREATE EXTERNAL TABLE t (n int) LOCATION 's3://data/t/'");
    const described = await athena.start("DESCRIBE t");
    const listed = await athena.start("SHOW TABLES", { ResultConfiguration: { OutputLocation: "s3://data/" } });
    await cloud.createClient(Glue).deleteTable({ DatabaseName: "lab", Name: "t" });
    await cloud.s3.deleteBucket({ Bucket: "data" });
    await cloud.advance(1);
    expect((await athena.getExecution(described)).Status).to.include({
      State: "FAILED",
      StateChangeReason: "FAILED: SemanticException [Error 10001]: Table not found lab.t",
    });
    expect((await athena.getExecution(listed)).Status?.AthenaError).to.include({
      ErrorCategory: 2,
      ErrorType: 401,
      ErrorMessage: "The specified bucket does not exist (Service: Amazon S3; Error Code: NoSuchBucket)",
    });
  });

  it("neither reads nor writes against a bucket policy that denies everyone", async () => {
    await athena.readRows("CREATE EXTERNAL TABLE t (n int) LOCATION 's3://data/t/'");
    await cloud.s3.putObject({ Bucket: "data", Key: "t/1", Body: "1" });
    const id = (await athena.finish("SELECT * FROM t")).QueryExecutionId ?? "";
    const deny = (Bucket: string, Action: string) => {
      const Statement = [{ Effect: "Deny", Principal: "*", Action, Resource: `arn:aws:s3:::${Bucket}/*` }];
      return cloud.s3.putBucketPolicy({ Bucket, Policy: JSON.stringify({ Statement }) });
    };
    await deny("data", "s3:GetObject");
    expect((await athena.finish("SELECT * FROM t")).Status?.StateChangeReason).to.equal(
      "HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://data/t/1 (offset=0, length=1): Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)",
    );
    await deny("results", "s3:*Object");
    expect((await athena.finish("SHOW TABLES")).Status?.AthenaError).to.include({
      ErrorType: 401,
      ErrorMessage: "Access Denied (Service: Amazon S3; Error Code: AccessDenied)",
    });
    expect(await catchFault(athena.getResults(id))).to.include({ name: "InvalidRequestException" });
  });

  it("lists a work group's queries page by page, latest first, and describes many at once", async () => {
    const ids = [];
    for (let index = 0; index < 5; index++) ids.push(await athena.start("SHOW TABLES"));
    await cloud.advance(1);
    const first = await athena.client.listQueryExecutions({ MaxResults: 3 });
    expect(first.QueryExecutionIds).to.deep.equal(ids.slice(2).reverse());
    const second = await athena.client.listQueryExecutions({ MaxResults: 3, NextToken: first.NextToken });
    expect(second.QueryExecutionIds?.slice(0, 2)).to.deep.equal(ids.slice(0, 2).reverse());
    expect(second.NextToken).to.equal(undefined);
    expect(await catchFault(athena.client.listQueryExecutions({ NextToken: "none" }))).to.include({
      message: "The nextPageToken is malformed: none",
    });
    const { QueryExecutions: found, UnprocessedQueryExecutionIds: missing } =
      await athena.client.batchGetQueryExecution({ QueryExecutionIds: [ids[0] ?? "", "none"] });
    expect(found?.map(({ QueryExecutionId: id }) => id)).to.deep.equal([ids[0]]);
    expect(missing).to.deep.equal([
      {
        QueryExecutionId: "none",
        ErrorCode: "QUERY_EXECUTION_NOT_FOUND",
        ErrorMessage: "QueryExecution none was not found",
      },
    ]);
  });

  it("accepts 20 DDL statements at a time, and rejects one more", async () => {
    for (let index = 0; index < 20; index++) await athena.start("SHOW TABLES");
    const fault = await catchFault(athena.start("SHOW TABLES"));
    expect(fault).to.include({ name: "TooManyRequestsException", Reason: "CONCURRENT_QUERY_LIMIT_EXCEEDED" });
    expect(fault.message).to.match(/^You have exceeded the limit for the number of queries you can run concurrently\./);
    await cloud.advance(1);
    await athena.readRows("SHOW TABLES");
  });

  it("rejects invalid text and unsupported settings", async () => {
    expect(await catchFault(athena.client.startQueryExecution({ QueryString: undefined }))).to.include({
      AthenaErrorCode: "INVALID_INPUT",
      message:
        "1 validation error detected: Value null at 'queryString' failed to satisfy constraint: Member must not be null",
    });
    expect(await catchFault(athena.client.getQueryExecution({ QueryExecutionId: "none" }))).to.include({
      AthenaErrorCode: "QUERY_EXECUTION_NOT_FOUND",
    });
    expect(
      await catchFault(athena.client.getQueryResults({ QueryExecutionId: "none", MaxResults: 0, NextToken: "" })),
    ).to.include({
      message:
        "2 validation errors detected: Value at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1; Value at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
    });
    for (const input of [
      { EngineConfiguration: { MaxConcurrentDpus: 2 } },
      {
        ResultConfiguration: {
          OutputLocation: RESULTS,
          EncryptionConfiguration: { EncryptionOption: "CSE_KMS" as const, KmsKey: "k" },
        },
      },
    ]) {
      expect(await catchFault(athena.start("SHOW TABLES", input)), JSON.stringify(input)).to.include({
        name: "NotImplemented",
      });
    }
    const options = {
      EncryptionConfiguration: { EncryptionOption: "SSE_S3" },
      ExpectedBucketOwner: "000000000000",
      AclConfiguration: { S3AclOption: "BUCKET_OWNER_FULL_CONTROL" },
    } as const;
    expect(
      (await athena.finish("SHOW TABLES", { ResultConfiguration: { OutputLocation: RESULTS, ...options } }))
        .ResultConfiguration,
    ).to.deep.include(options);
    expect(
      await catchFault(
        athena.start("SHOW TABLES", {
          ResultConfiguration: { OutputLocation: RESULTS, ExpectedBucketOwner: "111111111111" },
        }),
      ),
    ).to.include({ AthenaErrorCode: "INVALID_INPUT" });
  });
});
