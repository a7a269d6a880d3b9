import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { createQueries } from "./testing/queries";

const FIFTY = `(VALUES ${Array.from({ length: 50 }, (_, number) => number).join(", ")})`;
/** A query that would run for hours. */
const ENDLESS = `SELECT count(*) FROM ${["a", "b", "c", "d", "e", "f", "g"].map((name) => `${FIFTY} AS ${name} (n)`).join(" CROSS JOIN ")} WHERE a.n + b.n + c.n + d.n + e.n + f.n + g.n % 7 = 3`;

describe("long-running Athena queries", () => {
  // both processors are busy
  const cloud = useCloud({ speed: 100 });
  const athena = createQueries(cloud);
  /** Starts a query, and returns when the engine runs it, which on a fast clock is soon. */
  const startEndless = async () => {
    const id = await athena.start(ENDLESS);
    for (let state = ""; state !== "RUNNING";) state = (await athena.getExecution(id)).Status?.State ?? "";
    return id;
  };
  beforeEach(() => athena.setUpSoon());

  it("stop when canceled, while others continue (ATH-005)", async () => {
    const id = await startEndless();
    await athena.finishSoon("SELECT 1");
    expect((await athena.getExecution(id)).Status?.State).to.equal("RUNNING");
    await athena.client.stopQueryExecution({ QueryExecutionId: id });
    expect((await athena.getExecution(id)).Status).to.include({
      State: "CANCELLED",
      StateChangeReason: "Query cancelled by user",
    });
    await athena.finishSoon("SELECT 2");
    expect(await athena.listKeys("results", `athena/${id}`)).to.deep.equal([]);
  });

  it("don't delay stopping the cloud", async () => {
    await startEndless();
    await athena.finishSoon("SELECT 1");
    await cloud.restart(); // or this test takes hours
  });
});
