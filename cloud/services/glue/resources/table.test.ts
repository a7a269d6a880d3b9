import { Glue } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { useStacks } from "../../cloudformation/testing/use-stacks";

const CATALOG = { CatalogId: { Ref: "AWS::AccountId" } };

describe("AWS::Glue::Database, Table and Partition", () => {
  const cloud = useStacks();
  const createClient = (): Glue => cloud.createClient(Glue);
  const createTemplate = ({
    column = "name",
    description = "first",
    value = "a",
    name = "aggregates",
  } = {}): object => ({
    Resources: {
      Base: {
        Type: "AWS::Glue::Database",
        Properties: { ...CATALOG, DatabaseInput: { Name: "metrics", Description: description } },
      },
      It: {
        Type: "AWS::Glue::Table",
        Properties: {
          ...CATALOG,
          DatabaseName: { Ref: "Base" },
          TableInput: {
            Name: name,
            PartitionKeys: [{ Name: "component", Type: "string" }],
            Parameters: { classification: "json" },
            StorageDescriptor: { Location: "s3://out/", Columns: [{ Name: column, Type: "string" }] },
          },
        },
      },
      Part: {
        Type: "AWS::Glue::Partition",
        Properties: {
          ...CATALOG,
          DatabaseName: { Ref: "Base" },
          TableName: { Ref: "It" },
          PartitionInput: {
            Values: [value],
            StorageDescriptor: { Location: `s3://out/${value}/`, Columns: [{ Name: column, Type: "string" }] },
          },
        },
      },
    },
    Outputs: { Base: { Value: { Ref: "Base" } }, Table: { Value: { Ref: "It" } }, Part: { Value: { Ref: "Part" } } },
  });
  const listPartitions = async () =>
    (await createClient().getPartitions({ DatabaseName: "metrics", TableName: "aggregates" })).Partitions?.map(
      ({ Values }) => Values,
    );

  it("return their names (SVC-019)", async () => {
    await cloud.deploy(createTemplate());
    expect(await cloud.readOutputs()).to.deep.equal({
      Base: "metrics",
      Table: "aggregates",
      Part: "metrics|aggregates|a",
    });
    expect(await listPartitions()).to.deep.equal([["a"]]);
  });

  it("are changed without replacement, except for a partition's values", async () => {
    await cloud.deploy(createTemplate());
    expect(
      (await cloud.update(createTemplate({ column: "title", description: "second", value: "b" }))).StackStatus,
    ).to.equal("UPDATE_COMPLETE");
    const { Table } = await createClient().getTable({ DatabaseName: "metrics", Name: "aggregates" });
    expect(Table?.StorageDescriptor?.Columns?.map(({ Name }) => Name)).to.deep.equal(["title"]);
    expect((await createClient().getDatabases({})).DatabaseList?.map(({ Description }) => Description)).to.deep.equal([
      "second",
    ]);
    expect(await listPartitions()).to.deep.equal([["b"]]);
  });

  it("are replaced for a new name, and deleted with their stack", async () => {
    await cloud.deploy(createTemplate());
    expect((await cloud.update(createTemplate({ name: "minutes" }))).StackStatus).to.equal("UPDATE_COMPLETE");
    expect(
      (await createClient().getTables({ DatabaseName: "metrics" })).TableList?.map(({ Name }) => Name),
    ).to.deep.equal(["minutes"]);
    await cloud.remove();
    expect((await createClient().getDatabases({})).DatabaseList ?? []).to.deep.equal([]);
  });
});
