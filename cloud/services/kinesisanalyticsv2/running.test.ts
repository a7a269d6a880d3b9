import { expect } from "chai";
import { requireFlink } from "../../flink/testing/with-flink";
import { findProcessesMarked } from "../../../foundation/processes/process-tree";
import { describePrograms } from "./testing/on-flink/programs";
import { describeSqlApplications } from "./testing/on-flink/sql-applications";
import { describeStudioNotes } from "./testing/on-flink/studio-notes";
import { createAnalyticsWorld } from "./testing/world";
import { waitUntil, isAlive } from "../../testing/until";
import { describeIfLong } from "../../testing/skip";

/** One cloud, and so one Flink, for all tests, since Flink takes seconds to start. */
describe("analytics applications on Flink", () => {
  requireFlink();
  const world = createAnalyticsWorld();
  describe("Studio notebooks", () => describeStudioNotes(world));
  describe("SQL applications", () => describeSqlApplications(world));
  describe("applications with their own program", () => describePrograms(world));

  describeIfLong("a restart of the cloud", () => {
    it("continues all jobs from their latest checkpoints", async () => {
      const { cloud, put, readRecords, wait, readStatus, readLog, stop } = world;
      for (const name of ["notes", "sums"]) await waitForCheckpoint(name);
      await cloud.restart();
      await put("noted", { n: 4 }, { n: 5 });
      await put("numbers", { n: 6 });
      await cloud.advance(2);
      for (const name of ["notes", "sums"]) expect(await readStatus(name), await readLog(name)).to.equal("RUNNING");
      await wait(async () => (await readRecords("tenfold")).some(({ n }) => n === 50));
      await wait(async () => (await readRecords("sums")).some(({ total }) => total === 21));
      // Delivery is at least once, so rows may occur twice.
      expect([...new Set((await readRecords("tenfold")).map(({ n }) => n))]).to.deep.equal([10, 20, 30, 40, 50]);
      expect((await readRecords("sums")).filter(({ total }) => total === 1)).to.have.length(1);
      for (const name of ["notes", "sums"]) await stop(name, true);
      await cloud.advance(1);
      for (const name of ["notes", "sums"]) expect(await readStatus(name)).to.equal("READY");
    });

    /** Resolves when the running job of an application has finished two checkpoints more than it has now. */
    async function waitForCheckpoint(application: string): Promise<void> {
      const answer = async (url: string): Promise<unknown> => (await fetch(url)).json();
      const { cluster } = (await answer(`${world.cloud.running.endpoint}/_lab/flink`)) as { cluster: string };
      const { jobs } = (await answer(`${cluster}/jobs/overview`)) as {
        jobs: readonly { jid: string; name: string; state: string }[];
      };
      const job = jobs.find(({ name, state }) => name === application && state === "RUNNING");
      const count = async (): Promise<number> =>
        ((await answer(`${cluster}/jobs/${job?.jid}/checkpoints`)) as { counts: { completed: number } }).counts
          .completed;
      const min = (await count()) + 2;
      await waitUntil(async () => (await count()) >= min, 100);
    }
  });

  // In its own suite, since mocha runs a suite's own tests before those of its suites.
  describe("a reset of the cloud", () => {
    (process.platform === "linux" ? it : it.skip)("ends the applications, and Flink with them", async () => {
      const { endpoint, token } = world.cloud.running;
      const javas = findProcessesMarked(`AWS_ENDPOINT_URL=${endpoint}`);
      expect(javas).to.have.length.at.least(3);
      await fetch(`${endpoint}/_lab/reset`, { method: "POST", headers: { "x-lab-token": token } });
      expect(javas.filter(isAlive)).to.deep.equal([]);
      expect(await (await fetch(`${endpoint}/_lab/flink`)).json()).to.include({ state: "stopped" });
      expect((await world.createClient().listApplications({})).ApplicationSummaries).to.deep.equal([]);
    });
  });
});
