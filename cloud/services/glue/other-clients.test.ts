import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { runInVenv, needVenv } from "../../testing/venv";

const BOTO3 = `
import boto3, json
glue = boto3.client("glue")
glue.create_database(DatabaseInput={"Name": "Fuel"})
glue.create_table(DatabaseName="fuel", TableInput={"Name": "prices", "TableType": "EXTERNAL_TABLE",
  "PartitionKeys": [{"Name": "year", "Type": "int"}],
  "StorageDescriptor": {"Columns": [{"Name": "price", "Type": "double"}], "Location": "s3://fuel/"}})
glue.batch_create_partition(DatabaseName="fuel", TableName="prices", PartitionInputList=[{"Values": [str(year)]} for year in range(2000, 2040)])
pages = glue.get_paginator("get_partitions").paginate(DatabaseName="fuel", TableName="prices", Expression="year >= 2030", PaginationConfig={"PageSize": 4})
seen = {"years": [partition["Values"][0] for page in pages for partition in page["Partitions"]]}
table = glue.get_table(DatabaseName="fuel", Name="PRICES")["Table"]
seen["table"] = [table["Name"], table["VersionId"], table["CreateTime"].isoformat()]
try:
    glue.get_table(DatabaseName="fuel", Name="none")
except glue.exceptions.EntityNotFoundException as error:
    seen["fault"] = error.response["Error"]
print(json.dumps(seen))
`;

describe("Glue from boto3 and the AWS CLI", function () {
  needVenv();
  const cloud = useCloud({ keys: "own" });

  it("boto3 creates a table, pages its partitions and reads faults (ATH-001, ATH-039)", async () => {
    const { output, errors } = await runInVenv("python", ["-c", BOTO3], cloud.running);
    expect(errors).to.equal("");
    const {
      table: [name, version, created],
      ...seen
    } = JSON.parse(output) as { readonly table: readonly string[] };
    expect([name, version, new Date(created ?? "").toISOString()]).to.deep.equal([
      "prices",
      "0",
      "2030-01-01T00:00:00.000Z",
    ]);
    expect(seen).to.deep.equal({
      years: Array.from({ length: 10 }, (_, number) => String(2030 + number)),
      fault: { Code: "EntityNotFoundException", Message: "Entity Not Found" },
    });
  });

  it("the AWS CLI creates and lists a database", async () => {
    const programOutput = await runInVenv(
      "aws",
      ["glue", "create-database", "--database-input", '{"Name":"fuel"}'],
      cloud.running,
    );
    expect(programOutput).to.deep.include({ status: 0, errors: "" });
    const { output } = await runInVenv(
      "aws",
      ["glue", "get-databases", "--query", "DatabaseList[].Name", "--output", "text"],
      cloud.running,
    );
    expect(output.trim()).to.equal("fuel");
  });
});
