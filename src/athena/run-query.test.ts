import { S3 } from "@aws-sdk/client-s3";
import { Glue } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { createS3Bucket } from "../aws/create-s3-bucket";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { useLabCloud } from "../testing/use-lab-cloud";
import { runQuery } from "./run-query";

describe("runQuery", () => {
  useLabCloud();
  captureOutput();
  const ask = (sql: string) => runQuery({ sql, database: "levels", outputLocation: "s3://answers/athena/" });
  before(async () => {
    await createS3Bucket({ bucketName: "answers", region: "us-east-1" });
    await new Glue({}).createDatabase({ DatabaseInput: { Name: "levels" } });
    await new S3({}).putObject({
      Bucket: "answers",
      Key: "data/x.json",
      Body: '{"station":"9","level":"188"}\n{"station":"10"}\n',
    });
  });

  it("creates a table, and returns rows by column name, with null for missing values", async () => {
    const queryResult = await ask(
      "CREATE EXTERNAL TABLE readings (station string, level string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://answers/data/'",
    );
    expect(queryResult.rows).to.deep.equal([]);
    const { rows, bytesScanned, queryExecutionId } = await ask(
      "SELECT station, level FROM readings ORDER BY station DESC",
    );
    expect(rows).to.deep.equal([
      { station: "9", level: "188" },
      { station: "10", level: null },
    ]);
    expect(bytesScanned).to.be.greaterThan(0);
    expect(queryExecutionId).to.match(/^[0-9a-f-]{36}$/);
  });
  it("returns the rows of a statement whose result has no header row", async () => {
    expect((await ask("SHOW TABLES")).rows).to.have.length(1);
  });
  it("throws Athena's own reason when the query fails", async () => {
    expect(await catchFailure(ask("SELECT * FROM nowhere"))).to.match(/^Athena: TABLE_NOT_FOUND: /);
  });
  it("throws at once if Athena rejects the statement", async () => {
    expect(await catchFailure(ask("SELEC 1"))).to.contain("mismatched input 'SELEC'");
  });
});
