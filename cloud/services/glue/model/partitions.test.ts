import { CreatePartitionCommand, DeletePartitionCommand, type PartitionInput } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { createCatalog, DATABASE, IN_TABLE, createKeys, partition, TABLE } from "../testing/catalog";
import { fillTemplate, findTemplate } from "./partitions";

describe("the template of partition locations", () => {
  for (const [location, values, template] of [
    ["s3://b/t/day=2030-01-01/hour=5/", ["2030-01-01", "5"], ["s3://b/t/day=", "/hour=", "/"]],
    ["s3://b3/3/3", ["3", "3"], ["s3://b3/", "/", ""]],
    ["s3://b/t/", [], ["s3://b/t/"]],
    ["2030/01", ["2030", "01"], ["", "/", ""]],
    ["s3://b/t/other/", ["2030"], undefined],
    ["s3://b/2/1/", ["1", "2"], undefined],
    ["s3://b/t/", [""], undefined],
  ] as const) {
    it(`of ${location} with ${values.join(", ") || "no values"} is ${template?.join("…") ?? "none"}`, () => {
      expect(findTemplate(location, values)).to.deep.equal(template);
      if (template !== undefined) expect(fillTemplate(template, values)).to.equal(location);
    });
  }
});

const MISFIT = {
  name: "InvalidInputException",
  message: "The number of partition keys do not match the number of partition values",
};
const NOT_FOUND = { name: "EntityNotFoundException", message: "Cannot find partition." };

describe("Glue partitions", () => {
  const cloud = useCloud();
  const catalog = createCatalog(cloud);
  beforeEach(() => catalog.makeTable({ PartitionKeys: createKeys("year string", "month string") }));
  const create = (input: PartitionInput) => catalog.client.createPartition({ ...IN_TABLE, PartitionInput: input });
  const get = async (...values: string[]) =>
    (await catalog.client.getPartition({ ...IN_TABLE, PartitionValues: values })).Partition;
  const update = (values: string[], input: PartitionInput) =>
    catalog.client.updatePartition({ ...IN_TABLE, PartitionValueList: values, PartitionInput: input });
  const listCodes = (
    errors:
      | readonly { readonly ErrorDetail?: { readonly ErrorCode?: string; readonly ErrorMessage?: string } }[]
      | undefined,
  ) => errors?.map(({ ErrorDetail: detail }) => [detail?.ErrorCode, detail?.ErrorMessage]);

  it("store every member of a partition", async () => {
    const input = {
      Values: ["2030", "01"],
      LastAccessTime: new Date("2029-12-01T00:00:00Z"),
      LastAnalyzedTime: new Date("2029-12-02T00:00:00Z"),
      Parameters: { rows: "12" },
      StorageDescriptor: {
        Columns: [{ Name: "Price", Type: "double" }],
        Location: "s3://fuel/2030/01/",
        InputFormat: "in",
        OutputFormat: "out",
        Compressed: true,
        NumberOfBuckets: 4,
        SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
        Parameters: { sizeKey: "1" },
        SortColumns: [],
        StoredAsSubDirectories: true,
      },
    };
    await create(input);
    expect(await get("2030", "01")).to.deep.equal({
      ...input,
      StorageDescriptor: { ...input.StorageDescriptor, Columns: [{ Name: "price", Type: "double" }] },
      DatabaseName: DATABASE,
      TableName: TABLE,
      CreationTime: new Date(START),
      CatalogId: "000000000000",
    });
  });

  it("require a value for each partition key (ATH-039)", async () => {
    for (const Values of [undefined, [], ["2030"], ["2030", "01", "02"]])
      expect(await catchFault(create({ Values }))).to.include(MISFIT);
    expect(await catchFault(get("2030"))).to.include(MISFIT);
    await catalog.makeTable({ Name: "flat" });
    const flat = new CreatePartitionCommand({ ...IN_TABLE, TableName: "flat", PartitionInput: { Values: [] } });
    expect(await catchFault(catalog.client.send(flat))).to.include(MISFIT);
  });

  it("reject an existing partition, and name missing ones (ATH-039)", async () => {
    await create(partition("2030/01"));
    expect(await catchFault(create(partition("2030/01")))).to.include({
      name: "AlreadyExistsException",
      message: "Partition already exists.",
    });
    expect(await catchFault(get("2030", "1"))).to.include(NOT_FOUND);
    expect(await catchFault(update(["2031", "01"], partition("2031/01")))).to.include(NOT_FOUND);
    const lost = new DeletePartitionCommand({ ...IN_TABLE, PartitionValues: ["2031", "01"] });
    expect(await catchFault(catalog.client.send(lost))).to.include(NOT_FOUND);
    const noTable = new CreatePartitionCommand({ ...IN_TABLE, TableName: "none", PartitionInput: partition("1/2") });
    expect(await catchFault(catalog.client.send(noTable))).to.include({
      name: "EntityNotFoundException",
      message: "Table none not found.",
    });
    expect(await catchFault(catalog.client.getPartitions({ ...IN_TABLE, TableName: "none" }))).to.include({
      message: "Entity Not Found",
    });
  });

  it("create the valid part of a batch, and report the rest (ATH-039)", async () => {
    await create(partition("2030/01"));
    const batch = ["2030/01", "2030/02", "2030", "2030/02"].map(partition);
    const { Errors } = await catalog.client.batchCreatePartition({ ...IN_TABLE, PartitionInputList: batch });
    expect(Errors?.map(({ PartitionValues: values }) => values)).to.deep.equal([
      ["2030", "01"],
      ["2030"],
      ["2030", "02"],
    ]);
    expect(listCodes(Errors)).to.deep.equal([
      ["AlreadyExistsException", "Partition already exists."],
      ["InvalidInputException", MISFIT.message],
      ["AlreadyExistsException", "Partition already exists."],
    ]);
    expect(await catalog.listValues()).to.deep.equal(["2030/01", "2030/02"]);
    const tooMany = Array.from({ length: 101 }, (_, month) => partition(`2031/${month}`));
    expect(
      await catchFault(catalog.client.batchCreatePartition({ ...IN_TABLE, PartitionInputList: tooMany })),
    ).to.include({ name: "InvalidInputException" });
  });

  it("return the existing partitions of a batch", async () => {
    await catalog.addPartitions("2030/01", "2030/02", "2030/03");
    const expected = [
      ["2030", "03"],
      ["2031", "01"],
      ["2030", "01"],
    ].map((Values) => ({ Values }));
    const { Partitions, UnprocessedKeys } = await catalog.client.batchGetPartition({
      ...IN_TABLE,
      PartitionsToGet: expected,
    });
    expect(Partitions?.map(({ Values }) => Values)).to.deep.equal([
      ["2030", "03"],
      ["2030", "01"],
    ]);
    expect(UnprocessedKeys).to.deep.equal([]);
  });

  it("are replaced without changing creation time and order", async () => {
    await catalog.addPartitions("2030/01", "2030/02", "2030/03");
    await cloud.advance(60);
    await update(["2030", "02"], { Values: ["2030", "02"], Parameters: { a: "1" } });
    const { Parameters, StorageDescriptor, CreationTime } = (await get("2030", "02")) ?? {};
    expect({ Parameters, StorageDescriptor, CreationTime }).to.deep.equal({
      Parameters: { a: "1" },
      StorageDescriptor: undefined,
      CreationTime: new Date(START),
    });
    await update(["2030", "02"], partition("2040/12"));
    expect(await catalog.listValues()).to.deep.equal(["2030/01", "2040/12", "2030/03"]);
    expect(await catalog.listValues({ Expression: "year = '2030'" })).to.deep.equal(["2030/01", "2030/03"]);
    expect(await catchFault(update(["2040", "12"], partition("2030/03")))).to.include({
      name: "AlreadyExistsException",
    });
    expect(await catchFault(update(["2040", "12"], {}))).to.include(MISFIT);
    expect((await get("2040", "12"))?.StorageDescriptor?.Location).to.equal("s3://fuel/2040/12/");
  });

  it("update the valid part of a batch, and report the rest", async () => {
    await catalog.addPartitions("2030/01", "2030/02");
    const entries = [
      ["2030/01", "2031/01"],
      ["2030/09", "2031/09"],
      ["2030/02", "2031/01"],
    ].map(([before = "", after = ""]) => ({ PartitionValueList: before.split("/"), PartitionInput: partition(after) }));
    const { Errors } = await catalog.client.batchUpdatePartition({ ...IN_TABLE, Entries: entries });
    expect(Errors?.map(({ PartitionValueList: values }) => values)).to.deep.equal([
      ["2030", "09"],
      ["2030", "02"],
    ]);
    expect(listCodes(Errors)).to.deep.equal([
      ["EntityNotFoundException", NOT_FOUND.message],
      ["AlreadyExistsException", "Partition already exists."],
    ]);
    expect(await catalog.listValues()).to.deep.equal(["2031/01", "2030/02"]);
  });

  it("are deleted singly and in a batch", async () => {
    await catalog.addPartitions("2030/01", "2030/02", "2030/03", "2031/01");
    await catalog.client.deletePartition({ ...IN_TABLE, PartitionValues: ["2030", "01"] });
    const list = [["2030", "01"], ["2030", "02"], ["2030"]].map((Values) => ({ Values }));
    const { Errors } = await catalog.client.batchDeletePartition({ ...IN_TABLE, PartitionsToDelete: list });
    expect(listCodes(Errors)).to.deep.equal([
      ["EntityNotFoundException", NOT_FOUND.message],
      ["InvalidInputException", MISFIT.message],
    ]);
    expect(await catalog.listValues()).to.deep.equal(["2030/03", "2031/01"]);
    expect(await catalog.listValues({ Expression: "year = '2030'" })).to.deep.equal(["2030/03"]);
    await catalog.addPartitions("2030/01");
    expect(await catalog.listValues()).to.deep.equal(["2030/03", "2031/01", "2030/01"]);
  });
});
