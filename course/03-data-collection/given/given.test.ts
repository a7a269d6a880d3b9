import { Glue } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { deleteDatabase } from "../../../src/aws/delete-database";
import { listCollection } from "../../../src/aws/list-collection";
import { captureOutput } from "../../../src/testing/capture-output";
import { useLabCloud } from "../../../src/testing/use-lab-cloud";
import { applyGivens } from "./index";
import { DATABASE, TABLE } from "./names";

const COLLECTION = {
  prefix: "people-",
  stackName: "people-producer",
  functionName: "add-newline-function",
  database: DATABASE,
};

/** Applies the givens. @returns the lines that it reports */
async function apply(): Promise<string[]> {
  const lines: string[] = [];
  await applyGivens({ say: (line) => lines.push(line) });
  return lines;
}

describe("the given resources of lab 03", () => {
  useLabCloud({ iam: "on", speed: 200 });
  captureOutput();
  const listExisting = async () => (await listCollection(COLLECTION)).costs.map(({ kind, name }) => `${kind} ${name}`);

  it("set up the database with its table, and three roles", async () => {
    expect((await apply()).map((line) => line.endsWith(": created"))).to.deep.equal([true, true, true, true, true]);
    expect(await listExisting()).to.deep.equal(["Glue database people"]);
    const { Table: table } = await new Glue({}).getTable({ DatabaseName: DATABASE, Name: TABLE });
    expect(table?.StorageDescriptor?.Columns?.map(({ Name }) => Name)).to.deep.equal([
      ...["first", "last", "gender", "age", "country"],
    ]);
  });
  it("can be set up again, and come back after a clean-up that leaves nothing that costs money", async () => {
    expect((await apply()).every((line) => line.endsWith(": there already"))).to.equal(true);
    await deleteDatabase({ database: DATABASE });
    const { costs, total } = await listCollection(COLLECTION);
    expect([costs, total]).to.deep.equal([[], 0]);
    expect(await apply()).to.include("Glue table user_data: created");
  });
});
