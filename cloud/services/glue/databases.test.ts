import { GetTagsCommand } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../testing/use-cloud";
import { createCatalog, DATABASE } from "./testing/catalog";

describe("Glue databases", () => {
  const cloud = useCloud();
  const catalog = createCatalog(cloud);
  const get = async (name: string) => (await catalog.client.getDatabase({ Name: name })).Database;

  it("store a database with its name in lower case, and find it in any case (ATH-038)", async () => {
    const input = { Description: "stations", LocationUri: "s3://fuel/", Parameters: { owner: "lab" } };
    await catalog.client.createDatabase({ DatabaseInput: { Name: "Fuel_DB", ...input } });
    const created = {
      Name: "fuel_db",
      ...input,
      CreateTime: new Date(START),
      CreateTableDefaultPermissions: [
        { Principal: { DataLakePrincipalIdentifier: "IAM_ALLOWED_PRINCIPALS" }, Permissions: ["ALL"] },
      ],
      CatalogId: "000000000000",
    };
    expect(await get("fuel_db")).to.deep.equal(created);
    expect(await get("FUEL_db")).to.deep.equal(created);
  });

  it("reject an existing name in any case (ATH-039)", async () => {
    await catalog.makeDatabase();
    expect(await catchFault(catalog.makeDatabase("FUEL"))).to.include({
      name: "AlreadyExistsException",
      message: "Database already exists.",
    });
  });

  it("keep a database's tags through an update, and reject unknown databases", async () => {
    const ResourceArn = "arn:aws:glue:us-east-1:000000000000:database/fuel";
    const readTags = async () => (await catalog.client.getTags({ ResourceArn })).Tags;
    await catalog.client.createDatabase({ DatabaseInput: { Name: "fuel" }, Tags: { a: "1" } });
    await catalog.client.tagResource({ ResourceArn, TagsToAdd: { b: "2", a: "3" } });
    await catalog.client.updateDatabase({ Name: "fuel", DatabaseInput: { Name: "fuel", Description: "new" } });
    expect(await readTags()).to.deep.equal({ a: "3", b: "2" });
    await catalog.client.untagResource({ ResourceArn, TagsToRemove: ["a"] });
    expect(await readTags()).to.deep.equal({ b: "2" });
    await catalog.client.createDatabase({ DatabaseInput: { Name: "tagged" }, Tags: { a: "1" } });
    const other = new GetTagsCommand({ ResourceArn: ResourceArn.replace("fuel", "tagged") });
    expect((await catalog.client.send(other)).Tags).to.deep.equal({ a: "1" });
    expect(await get("fuel")).to.not.have.property("Tags");
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`t${index}`, ""]));
    expect((await catchFault(catalog.client.tagResource({ ResourceArn, TagsToAdd: many }))).name).to.equal(
      "InvalidInputException",
    );
    for (const other of ["database/none", "job/fuel"]) {
      const tags = catalog.client.getTags({ ResourceArn: `arn:aws:glue:us-east-1:000000000000:${other}` });
      expect((await catchFault(tags)).name, other).to.equal("EntityNotFoundException");
    }
  });

  it("name the missing database in the error (ATH-039)", async () => {
    const missing = { name: "EntityNotFoundException", message: "Database none not found." };
    expect(await catchFault(get("none"))).to.include(missing);
    expect(await catchFault(catalog.client.getTables({ DatabaseName: "none" }))).to.include(missing);
    expect(await catchFault(catalog.client.deleteDatabase({ Name: "none" }))).to.include(missing);
    expect(
      await catchFault(catalog.client.updateDatabase({ Name: "none", DatabaseInput: { Name: "none" } })),
    ).to.include(missing);
  });

  it("are listed by name, page by page", async () => {
    for (const name of ["c", "a", "b"]) await catalog.makeDatabase(name);
    const list = async (token?: string) => {
      const { DatabaseList: found, NextToken: next } = await catalog.client.getDatabases({
        MaxResults: 2,
        NextToken: token,
      });
      return { names: found?.map(({ Name }) => Name), next };
    };
    const first = await list();
    expect(first.names).to.deep.equal(["a", "b"]);
    expect(await list(first.next)).to.deep.equal({ names: ["c"], next: undefined });
    expect(await catchFault(list("nonsense"))).to.include({ name: "InvalidInputException" });
  });

  it("get new properties from an update, and keep name and creation time", async () => {
    await catalog.client.createDatabase({
      DatabaseInput: { Name: DATABASE, Description: "old", LocationUri: "s3://old/" },
    });
    await cloud.advance(5);
    await catalog.client.updateDatabase({ Name: DATABASE, DatabaseInput: { Name: DATABASE, Description: "new" } });
    const { Description, LocationUri, CreateTime } = (await get(DATABASE)) ?? {};
    expect({ Description, LocationUri, CreateTime }).to.deep.equal({
      Description: "new",
      LocationUri: undefined,
      CreateTime: new Date(START),
    });
    expect(
      await catchFault(catalog.client.updateDatabase({ Name: DATABASE, DatabaseInput: { Name: "other" } })),
    ).to.include({ name: "InvalidInputException" });
  });

  it("are deleted with their tables and partitions", async () => {
    await catalog.makeTable({ PartitionKeys: [{ Name: "day", Type: "string" }] });
    await catalog.addPartitions("1");
    await catalog.client.deleteDatabase({ Name: DATABASE });
    expect((await catchFault(get(DATABASE))).name).to.equal("EntityNotFoundException");
    await catalog.makeTable({ PartitionKeys: [{ Name: "day", Type: "string" }] });
    expect(await catalog.listValues()).to.deep.equal([]);
  });

  it("list all validation errors in one sentence", async () => {
    expect(await catchFault(catalog.makeDatabase(""))).to.include({
      name: "InvalidInputException",
      message:
        "1 validation error detected: Value '' at 'databaseInput.name' failed to satisfy constraint: Member must have length greater than or equal to 1",
    });
  });

  it("reject unsupported features: other catalogs, links and non-catalog operations", async () => {
    await catalog.makeTable();
    await catalog.client.getTable({ CatalogId: "000000000000", DatabaseName: DATABASE, Name: "prices" });
    expect(await catchFault(catalog.client.getDatabase({ CatalogId: "111111111111", Name: DATABASE }))).to.include({
      name: "NotImplemented",
      message: "The lab cloud has one Data Catalog, that of account 000000000000. Leave CatalogId out.",
    });
    const link = { Name: "link", TargetDatabase: { DatabaseName: DATABASE } };
    expect((await catchFault(catalog.client.createDatabase({ DatabaseInput: link }))).message).to.include(
      "TargetDatabase",
    );
    expect(await catchFault(catalog.client.listJobs({}))).to.include({
      name: "NotImplemented",
      message: "The lab cloud does not emulate glue ListJobs.",
    });
  });
});
