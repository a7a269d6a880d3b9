import { join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../../test/skip";
import type { Compiler } from "../compile/compiler";
import { whyNotConfined } from "../sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../sandbox/limits";
import type { Sandbox } from "../sandbox/sandbox";
import { openSandbox } from "../testing/open-sandbox";
import type { AskedPlan } from "./plan";
import { runScript } from "./run-script";

const ROOT = join(import.meta.dirname, "..", "..");
const compiler = { forSubmission: () => compiler } as unknown as Compiler;

for (const isConfined of [true, false]) {
  describe(`a script that is asked, ${isConfined ? "confined" : "unconfined"}`, function () {
    this.timeout(180_000);
    let sandbox: Sandbox;
    before(async function () {
      skipIf(this, isConfined ? whyNotConfined(DEFAULT_LIMITS) : undefined);
      sandbox = await openSandbox(isConfined);
    });
    after(() => sandbox?.close());

    const run = (js: string, look?: AskedPlan["look"]) =>
      runScript(
        Promise.resolve({ script: { js, essence: js }, remarks: {} }),
        {
          plan: {},
          script: { path: "src/asked.ts", asked: { questions: (seed) => [seed, 10], ...(look ? { look } : {}) } },
        },
        { sandbox, compiler, root: ROOT, seed: 1 },
      );

    it("answers without a cloud, and what looks at the answers may have one", async () => {
      const js = `export const answersTo = async (all) => JSON.stringify(all.map((one) => ({ value: one + 1 })));`;
      const { end, seen, cloud, journal } = await run(js, async (answers, seed, openStage) => ({
        looked: [answers.length, seed, (await openStage()).account.length],
      }));
      expect(end).to.equal("done");
      expect(seen).to.deep.equal({ answers: [{ value: 2 }, { value: 11 }], looked: [2, 1, 12] });
      expect([cloud.account, journal]).to.deep.equal(["", []]);
    });

    it("has a cloud if it asks for one", async () => {
      const { seen, cloud, journal } = await run(`
        import { KinesisClient, ListStreamsCommand } from "@aws-sdk/client-kinesis";
        const { StreamNames } = await new KinesisClient({}).send(new ListStreamsCommand({}));
        export const answersTo = async () => JSON.stringify([{ value: StreamNames }]);`);
      expect(seen["answers"]).to.deep.equal([{ value: [] }]);
      expect(journal.map(({ operation, outcome }) => [operation, outcome])).to.deep.equal([["ListStreams", "ok"]]);
      expect(cloud.account).to.have.lengthOf(12);
    });

    it("has not answered if a promise fails for which nothing waits, or if it gives anything else", async () => {
      const failed = await run(`
        export const answersTo = async () => {
          void Promise.reject(new Error("left behind"));
          return JSON.stringify([{ value: 1 }]);
        };`);
      expect([failed.seen["answers"], failed.scripts[0]?.error]).to.deep.equal([[], "Error: left behind"]);
      const other = await run(`export const answersTo = async () => '[7, { "error": 8 }, { "error": "so" }]';`);
      expect(other.seen["answers"]).to.deep.equal([{ error: "so" }]);
    });
  });
}
