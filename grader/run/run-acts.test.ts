import { join } from "node:path";
import { ListStreamsCommand } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import type { Compiler } from "../compile/compiler";
import type { Limits } from "../sandbox/limits";
import { openSandbox } from "../testing/open-sandbox";
import type { ScriptAct, Stage } from "./plan";
import { runScript } from "./run-script";

const ROOT = join(import.meta.dirname, "..", "..");
const compiler = { createForSubmission: () => compiler } as unknown as Compiler;

/** Each act makes a stream of its own name, and prints what this process remembers. */
const SCRIPT = `
  import { CreateStreamCommand, KinesisClient } from "@aws-sdk/client-kinesis";
  const [act, seed] = process.argv.slice(2);
  globalThis.acts = [...(globalThis.acts ?? []), act + seed];
  await new KinesisClient({}).send(new CreateStreamCommand({ StreamName: act, ShardCount: 1 }));
  console.log(globalThis.acts.join());
  if (act === "fails") throw new Error("it fails on purpose");
  if (act === "killed") process.exit(3);
  if (act === "endless") for (;;);
`;

const listStreams = async ({ kinesis }: Stage) => (await kinesis.send(new ListStreamsCommand({}))).StreamNames;

describe("the acts of a script", () => {
  async function run(acts: readonly ScriptAct[], limits: Partial<Limits> = {}) {
    const sandbox = await openSandbox(false, limits);
    try {
      return await runScript(
        Promise.resolve({ script: { js: SCRIPT, essence: SCRIPT }, remarks: {} }),
        { plan: {}, script: { path: "src/acts.ts", acts } },
        { sandbox, compiler, root: ROOT, seed: 7 },
      );
    } finally {
      await sandbox.close();
    }
  }

  it("are processes that share only the cloud, and an act that fails does not end the run", async () => {
    const { end, seen, scripts, journal } = await run([
      { name: "killed", isInterrupted: true, collectAfter: async (stage) => ({ early: await listStreams(stage) }) },
      { name: "fails" },
      { name: "last", collectAfter: async (stage) => ({ all: await listStreams(stage) }) },
    ]);
    expect(end).to.equal("done");
    const { early, all, errors } = seen;
    expect([early, all]).to.deep.equal([["killed"], ["fails", "killed", "last"]]);
    expect(errors).to.deep.equal({ fails: "Error: it fails on purpose" });
    expect(scripts[0]?.error).to.equal("Error: it fails on purpose");
    for (const alone of ["killed7", "fails7", "last7"]) expect(scripts[0]?.output.split(/\s+/)).to.include(alone);
    expect(journal.filter(({ operation }) => operation === "CreateStream")).to.have.lengthOf(3);
  });

  it("count the exit of an act that nobody interrupts as its failure", async () => {
    const { seen } = await run([{ name: "killed" }]);
    expect(Object.keys(seen["errors"] as object)).to.deep.equal(["killed"]);
  });

  it("end with the act that exceeds a limit", async () => {
    const { end, seen, journal } = await run([{ name: "endless" }, { name: "last" }], {
      totalSeconds: 1,
      cellSeconds: 1,
    });
    expect(end).to.equal("timeout");
    expect(Object.keys(seen["errors"] as object)).to.deep.equal(["endless"]);
    expect(journal.filter(({ operation }) => operation === "CreateStream")).to.have.lengthOf(1);
  });

  it("end with the act that exceeds a limit in the cloud", async () => {
    const { end, scripts, cloud } = await run(
      [{ name: "first", collectAfter: () => new Promise(() => undefined) }, { name: "last" }],
      { judgeSeconds: 10, waitFactor: 0.1 },
    );
    expect([end, cloud.account]).to.deep.equal(["crashed", ""]);
    expect(scripts[0]?.error).to.match(/hadn't finished after 1 s/);
  });
});
