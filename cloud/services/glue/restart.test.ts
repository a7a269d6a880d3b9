import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { useEmptyFolder } from "../../testing/temporary-folder";
import { useCloud } from "../../testing/use-cloud";
import { createCatalog, DATABASE, IN_TABLE, createKeys, partition, TABLE } from "./testing/catalog";

describe("Glue after a restart", () => {
  const data = useEmptyFolder();
  const cloud = useCloud({ data });
  const catalog = createCatalog(cloud);

  const readState = async (): Promise<unknown> => [
    (await catalog.client.getDatabase({ Name: DATABASE })).Database,
    await catalog.readTable(),
    (await catalog.client.getTableVersion({ ...IN_TABLE, VersionId: "0" })).TableVersion,
    (await catalog.client.getPartition({ ...IN_TABLE, PartitionValues: ["2030", "9"] })).Partition,
    await catalog.listValues(),
    await catalog.listValues({ Expression: "month > 1" }),
  ];

  it("keeps databases, tables, versions and partitions, and continues their numbers", async () => {
    await catalog.makeTable({ PartitionKeys: createKeys("year int", "month int"), LastAccessTime: new Date(0) });
    await catalog.addPartitions("2030/1", "2030/2", "2030/3");
    await catalog.client.updatePartition({
      ...IN_TABLE,
      PartitionValueList: ["2030", "2"],
      PartitionInput: { ...partition("2030/9"), Parameters: { a: "1" } },
    });
    await catalog.client.updateTable({
      DatabaseName: DATABASE,
      TableInput: { Name: TABLE, PartitionKeys: createKeys("year int", "month int") },
    });
    const before = await readState();
    await cloud.restart();
    expect(await readState()).to.deep.equal(before);
    await catalog.addPartitions("2029/4");
    expect(await catalog.listValues()).to.deep.equal(["2030/1", "2030/9", "2030/3", "2029/4"]);
  });

  it("never reuses the number of a deleted partition", async () => {
    await catalog.makeTable({ PartitionKeys: createKeys("day string") });
    // As many as are stored together.
    await catalog.addPartitions(...["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    for (const day of ["8", "9"]) await catalog.client.deletePartition({ ...IN_TABLE, PartitionValues: [day] });
    await cloud.restart();
    await catalog.addPartitions("10");
    expect(await catalog.listValues()).to.deep.equal(["1", "2", "3", "4", "5", "6", "7", "10"]);
    const readSegment = (SegmentNumber: number) =>
      catalog.listValues({ Segment: { SegmentNumber, TotalSegments: 10 } });
    expect(await Promise.all([7, 8, 9, 0].map(readSegment))).to.deep.equal([["7"], [], [], ["10"]]);
  });

  it("leaves no data of a deleted table's partitions in the folder", async () => {
    const folder = join(data, "services", "glue", "partitions");
    await catalog.makeTable({ PartitionKeys: createKeys("day string") });
    await catalog.addPartitions("1");
    expect(readdirSync(folder)).to.have.lengthOf(1);
    await cloud.restart();
    await catalog.client.deleteTable({ DatabaseName: DATABASE, Name: TABLE });
    expect(readdirSync(folder)).to.deep.equal([]);
  });
});
