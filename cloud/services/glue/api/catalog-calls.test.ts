import { Glue } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { useCloud } from "../../../testing/use-cloud";
import { createQueries } from "../../athena/testing/queries";

describe("Athena's changes to the catalog", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  beforeEach(() => athena.setUp());
  /** Athena's calls of Glue since a number of the journal. */
  const listCalls = (from: number) =>
    cloud.running.journal
      .listAfter(from)
      .filter(({ service, caller }) => service === "glue" && caller === "athena.amazonaws.com")
      .map(({ operation, outcome }) => `${operation} ${outcome}`);
  const getLastCall = () => cloud.running.journal.listAfter(0).at(-1)?.n ?? 0;
  const readDays = async () => {
    const { Partitions: found = [] } = await cloud
      .createClient(Glue)
      .getPartitions({ DatabaseName: "lab", TableName: "t" });
    return found.map(({ Values: [day] = [] }) => day);
  };

  it("are journaled as calls by Athena, with as many partitions as AWS accepts at once", async () => {
    const start = getLastCall();
    const at = "LOCATION 's3://data/t/'";
    await athena.readRows(`CREATE EXTERNAL TABLE t (n int) PARTITIONED BY (day string) ${at}`);
    const all = Array.from({ length: 201 }, (_, n) => String(n));
    const parts = all.map((day) => `PARTITION (day = '${day}')`);
    await athena.readRows(`ALTER TABLE t ADD ${parts.join(" ")}`);
    expect(await readDays()).to.deep.equal(all);
    await athena.readRows(`ALTER TABLE t DROP ${parts.slice(0, 51).join(", ")}`);
    expect(await readDays()).to.deep.equal(all.slice(51));
    expect((await athena.finish(`ALTER TABLE t ADD ${parts.slice(50, 52).join(" ")}`)).Status?.State).to.equal(
      "FAILED",
    );
    expect(await readDays()).to.deep.equal(all.slice(51));
    await athena.readRows("DROP TABLE t");
    // A hundred are made at once, and 25 removed.
    expect(listCalls(start)).to.deep.equal([
      "CreateTable ok",
      ...Array<string>(3).fill("BatchCreatePartition ok"),
      ...Array<string>(3).fill("BatchDeletePartition ok"),
      "DeleteTable ok",
    ]);
  });
});
