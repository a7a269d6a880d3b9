import type { TableInput, UpdateTableRequest } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../testing/use-cloud";
import { createCatalog, DATABASE, IN_TABLE, createKeys, TABLE } from "./testing/catalog";

const WHOLE: TableInput = {
  Name: "Prices",
  Description: "fuel prices",
  Owner: "hadoop",
  LastAccessTime: new Date("2029-12-01T00:00:00Z"),
  LastAnalyzedTime: new Date("2029-12-02T00:00:00Z"),
  Retention: 7,
  StorageDescriptor: {
    Columns: [
      { Name: "Station", Type: "struct<id:int,name:string>", Comment: "who", Parameters: { k: "v" } },
      { Name: "price", Type: "decimal(5,2)" },
    ],
    Location: "s3://fuel/prices/",
    AdditionalLocations: ["s3://fuel/more/"],
    InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
    OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    Compressed: true,
    NumberOfBuckets: -1,
    SerdeInfo: {
      Name: "json",
      SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe",
      Parameters: { paths: "station,price" },
    },
    BucketColumns: ["Station"],
    SortColumns: [{ Column: "Price", SortOrder: 1 }],
    Parameters: { classification: "json" },
    SkewedInfo: {
      SkewedColumnNames: ["price"],
      SkewedColumnValues: ["1"],
      SkewedColumnValueLocationMaps: { 1: "s3://fuel/1/" },
    },
    StoredAsSubDirectories: true,
  },
  PartitionKeys: [{ Name: "Day", Type: "string" }],
  ViewOriginalText: "/* Presto View */",
  ViewExpandedText: "/* Presto View */",
  TableType: "EXTERNAL_TABLE",
  Parameters: { EXTERNAL: "TRUE" },
};

describe("Glue tables", () => {
  const cloud = useCloud();
  const catalog = createCatalog(cloud);
  const update = (table: Partial<TableInput> = {}, how: Partial<UpdateTableRequest> = {}) =>
    catalog.client.updateTable({ DatabaseName: DATABASE, TableInput: { Name: TABLE, ...table }, ...how });
  const listVersions = async () =>
    (await catalog.client.getTableVersions(IN_TABLE)).TableVersions?.map(({ VersionId: id, Table: table }) => [
      id,
      table?.Description,
    ]);

  it("store every member of a table, with names of table and columns in lower case (ATH-038)", async () => {
    await catalog.makeTable(WHOLE);
    expect(await catalog.readTable("PRICES")).to.deep.equal({
      ...WHOLE,
      Name: "prices",
      StorageDescriptor: {
        ...WHOLE.StorageDescriptor,
        Columns: [
          { Name: "station", Type: "struct<id:int,name:string>", Comment: "who", Parameters: { k: "v" } },
          { Name: "price", Type: "decimal(5,2)" },
        ],
        BucketColumns: ["station"],
        SortColumns: [{ Column: "price", SortOrder: 1 }],
      },
      PartitionKeys: [{ Name: "day", Type: "string" }],
      DatabaseName: DATABASE,
      CreateTime: new Date(START),
      UpdateTime: new Date(START),
      CreatedBy: "arn:aws:iam::000000000000:root",
      IsRegisteredWithLakeFormation: false,
      IsMultiDialectView: false,
      CatalogId: "000000000000",
      VersionId: "0",
    });
  });

  it("return default flags and numbers", async () => {
    await catalog.makeTable({ StorageDescriptor: { Location: "s3://fuel/" } });
    const { Retention, StorageDescriptor, TableType } = await catalog.readTable();
    expect({ Retention, StorageDescriptor, TableType }).to.deep.equal({
      Retention: 0,
      StorageDescriptor: {
        Location: "s3://fuel/",
        Compressed: false,
        NumberOfBuckets: 0,
        SortColumns: [],
        StoredAsSubDirectories: false,
      },
      TableType: undefined,
    });
  });

  it("report a missing table or database (ATH-039)", async () => {
    expect(await catchFault(catalog.readTable())).to.include({
      name: "EntityNotFoundException",
      message: "Database fuel not found.",
    });
    await catalog.makeDatabase();
    expect(await catchFault(catalog.readTable())).to.include({
      name: "EntityNotFoundException",
      message: "Entity Not Found",
    });
    expect(await catchFault(update())).to.include({
      name: "EntityNotFoundException",
      message: "Table prices not found.",
    });
    const deletion = catalog.client.deleteTable({ DatabaseName: DATABASE, Name: TABLE });
    expect(await catchFault(deletion)).to.include({
      name: "EntityNotFoundException",
      message: "Table prices not found.",
    });
  });

  it("reject an existing name in any case (ATH-039)", async () => {
    await catalog.makeTable();
    expect(await catchFault(catalog.makeTable({ Name: "PRICES" }))).to.include({
      name: "AlreadyExistsException",
      message: "Table already exists.",
    });
  });

  it("accept a name that is both column and partition key, which Athena rejects later, but not twice in one list", async () => {
    await catalog.makeTable({
      StorageDescriptor: { Columns: createKeys("day string") },
      PartitionKeys: createKeys("day string"),
    });
    const twice = catalog.makeTable({
      Name: "twice",
      StorageDescriptor: { Columns: createKeys("day string", "Day int") },
    });
    expect(await catchFault(twice)).to.include({
      name: "InvalidInputException",
      message: "Column 'day' is given more than once.",
    });
  });

  it("are listed page by page by an expression that matches the whole name", async () => {
    await catalog.makeDatabase("other");
    await catalog.client.createTable({ DatabaseName: "other", TableInput: { Name: "prices_else" } });
    for (const Name of ["prices_c", "stations", "prices_a", "prices_b"]) await catalog.makeTable({ Name });
    const list = async (Expression?: string, NextToken?: string) => {
      const { TableList: found, NextToken: next } = await catalog.client.getTables({
        DatabaseName: DATABASE,
        Expression,
        NextToken,
        MaxResults: 2,
      });
      return [found?.map(({ Name }) => Name), next] as const;
    };
    const [first, next] = await list("PRICES.*");
    expect([first, await list("PRICES.*", next)]).to.deep.equal([
      ["prices_a", "prices_b"],
      [["prices_c"], undefined],
    ]);
    expect(await list("prices")).to.deep.equal([[], undefined]);
    expect((await list())[0]).to.deep.equal(["prices_a", "prices_b"]);
    expect(await catchFault(list("prices("))).to.include({ name: "InvalidInputException" });
  });

  it("are replaced, and archive the previous version", async () => {
    await catalog.makeTable({ Description: "first", Parameters: { a: "1" } });
    await cloud.advance(60);
    await update({ Description: "second" });
    const { VersionId, Description, Parameters, CreateTime, UpdateTime } = await catalog.readTable();
    expect({ VersionId, Description, Parameters, CreateTime, UpdateTime }).to.deep.equal({
      VersionId: "1",
      Description: "second",
      Parameters: undefined,
      CreateTime: new Date(START),
      UpdateTime: new Date(Date.parse(START) + 60_000),
    });
    expect(await listVersions()).to.deep.equal([
      ["1", "second"],
      ["0", "first"],
    ]);
  });

  it("increment the version even if the old one isn't archived", async () => {
    await catalog.makeTable({ Description: "first" });
    await update({ Description: "second" }, { SkipArchive: true });
    await update({ Description: "third" });
    expect(await listVersions()).to.deep.equal([
      ["2", "third"],
      ["1", "second"],
    ]);
  });

  it("reject an update based on an old version", async () => {
    await catalog.makeTable();
    await update({}, { VersionId: "0" });
    expect(await catchFault(update({}, { VersionId: "0" }))).to.include({
      name: "ConcurrentModificationException",
      message: "Update table failed due to concurrent modifications.",
    });
  });

  it("keep the number of partition keys while there are partitions", async () => {
    await catalog.makeTable({ PartitionKeys: createKeys("day string") });
    await update({ PartitionKeys: createKeys("year string", "day string") });
    await catalog.addPartitions("2030/1");
    expect(await catchFault(update({ PartitionKeys: createKeys("day string") }))).to.include({
      name: "InvalidInputException",
    });
    await update({ PartitionKeys: createKeys("year int", "day int") });
    expect(await catalog.listValues({ Expression: "day = 1" })).to.deep.equal(["2030/1"]);
  });

  it("return and delete old versions, but never the current one", async () => {
    await catalog.makeTable({ Description: "0" });
    for (const Description of ["1", "2", "3"]) await update({ Description });
    const get = async (VersionId?: string) =>
      (await catalog.client.getTableVersion({ ...IN_TABLE, VersionId })).TableVersion?.Table?.Description;
    expect([await get(), await get("1")]).to.deep.equal(["3", "1"]);
    const remove = (VersionId: string) => catalog.client.deleteTableVersion({ ...IN_TABLE, VersionId });
    await remove("1");
    for (const lost of [get("1"), remove("1")])
      expect(await catchFault(lost)).to.include({ name: "EntityNotFoundException", message: "Version not found." });
    expect(await catchFault(remove("3"))).to.include({ name: "InvalidInputException" });
    const { Errors } = await catalog.client.batchDeleteTableVersion({ ...IN_TABLE, VersionIds: ["0", "1", "3"] });
    expect(
      Errors?.map(({ TableName, VersionId, ErrorDetail }) => [TableName, VersionId, ErrorDetail?.ErrorCode]),
    ).to.deep.equal([
      [TABLE, "1", "EntityNotFoundException"],
      [TABLE, "3", "InvalidInputException"],
    ]);
    expect(await listVersions()).to.deep.equal([
      ["3", "3"],
      ["2", "2"],
    ]);
  });

  it("list versions in pages, newest first", async () => {
    await catalog.makeTable();
    for (let turn = 0; turn < 3; turn += 1) await update();
    const readPage = async (NextToken?: string) => {
      const { TableVersions: found, NextToken: next } = await catalog.client.getTableVersions({
        ...IN_TABLE,
        MaxResults: 3,
        NextToken,
      });
      return { ids: found?.map(({ VersionId }) => VersionId), next };
    };
    const first = await readPage();
    expect([first.ids, await readPage(first.next)]).to.deep.equal([["3", "2", "1"], { ids: ["0"], next: undefined }]);
  });

  it("list a hundred tables, databases and versions by default, and a thousand partitions", async () => {
    const names = Array.from({ length: 101 }, (_, n) => `t${String(n).padStart(3, "0")}`);
    for (const name of names) {
      await catalog.makeDatabase(name);
      await catalog.makeTable({ Name: name, PartitionKeys: createKeys("day string") });
    }
    for (const _ of names) await update({ Name: names[0], PartitionKeys: createKeys("day string") });
    const { client } = catalog;
    const target = { DatabaseName: DATABASE, TableName: names[0] };
    for (let from = 0; from < 1001; from += 91) {
      const PartitionInputList = Array.from({ length: 91 }, (_, n) => ({ Values: [`${from + n}`] }));
      await client.batchCreatePartition({ ...target, PartitionInputList });
    }
    const { DatabaseList } = await client.getDatabases({});
    const { TableList } = await client.getTables({ DatabaseName: DATABASE });
    const { TableList: found } = await client.searchTables({});
    const { TableVersions } = await client.getTableVersions(target);
    const { Partitions, NextToken } = await client.getPartitions(target);
    const sizes = [DatabaseList, TableList, found, TableVersions, Partitions].map((items) => items?.length);
    expect(sizes).to.deep.equal([100, 100, 100, 100, 1000]);
    const { Partitions: rest } = await client.getPartitions({ ...target, NextToken });
    expect(rest?.map(({ Values }) => Values)).to.deep.equal([["1000"]]);
  });

  it("are deleted with their versions and partitions", async () => {
    await catalog.makeTable({ PartitionKeys: createKeys("day string") });
    await catalog.addPartitions("1");
    await update({ PartitionKeys: createKeys("day string") });
    await catalog.client.deleteTable({ DatabaseName: DATABASE, Name: "Prices" });
    await catalog.makeTable({ PartitionKeys: createKeys("day string") });
    expect(await catalog.listValues()).to.deep.equal([]);
    expect(await listVersions()).to.deep.equal([["0", undefined]]);
  });

  it("are deleted in a batch, which reports missing ones", async () => {
    for (const Name of ["a", "b"]) await catalog.makeTable({ Name });
    const { Errors } = await catalog.client.batchDeleteTable({
      DatabaseName: DATABASE,
      TablesToDelete: ["a", "none", "B"],
    });
    expect(Errors).to.deep.equal([
      {
        TableName: "none",
        ErrorDetail: { ErrorCode: "EntityNotFoundException", ErrorMessage: "Table none not found." },
      },
    ]);
    expect((await catalog.client.getTables({ DatabaseName: DATABASE })).TableList).to.deep.equal([]);
  });

  it("reject unsupported members", async () => {
    await catalog.makeDatabase();
    const index = {
      DatabaseName: DATABASE,
      TableInput: { Name: TABLE },
      PartitionIndexes: [{ Keys: ["day"], IndexName: "i" }],
    };
    expect((await catchFault(catalog.client.createTable(index))).message).to.include("PartitionIndexes");
    expect(await catchFault(catalog.client.createTable({ DatabaseName: DATABASE }))).to.include({
      name: "InvalidInputException",
    });
  });

  it("accept and return an empty list of indexes", async () => {
    await catalog.makeDatabase();
    await catalog.client.createTable({ DatabaseName: DATABASE, TableInput: { Name: TABLE }, PartitionIndexes: [] });
    expect(
      (await catalog.client.getPartitionIndexes({ DatabaseName: DATABASE, TableName: TABLE }))
        .PartitionIndexDescriptorList,
    ).to.deep.equal([]);
    expect(
      (await catchFault(catalog.client.getPartitionIndexes({ DatabaseName: DATABASE, TableName: "none" }))).name,
    ).to.equal("EntityNotFoundException");
  });
});
