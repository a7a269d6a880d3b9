import { join } from "node:path";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { skipIf, LONG } from "../../cloud/testing/skip";
import type { CompiledCell } from "../../kernel/compile/cell";
import type { Compiler } from "../compile/compiler";
import type { RunEvidence } from "../evidence/evidence";
import { explainNotConfined } from "../sandbox/bubblewrap";
import { DEFAULT_LIMITS, type Limits } from "../sandbox/limits";
import { openSandbox } from "../testing/open-sandbox";
import { runCells } from "./run-cells";
import type { Plan } from "./plan";
import type { RunEnvironment } from "./run-environment";
import { watchCloud } from "./watch-cloud";

const ROOT = join(import.meta.dirname, "..", "..");

/** Bodies of functions that the judge calls. */
const DEEDS = {
  "stores too much":
    'for (let n = 0; n < 8; n += 1) await new S3Client({ forcePathStyle: true }).send(new PutObjectCommand({ Bucket: "stored", Key: String(n), Body: Buffer.alloc(1e6) }));',
  "makes files without end": 'for (let n = 0; n < 6_000; n += 1) writeFileSync(process.env.TMPDIR + "/" + n, "");',
  "does not come to an end": "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4_000);",
} as const;
const createHandler = (action: string) => `
import { writeFileSync } from "node:fs";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
export const handler = async () => { ${action} };`;

/** A plan whose function does what a notebook's function might do when the judge calls it. */
const createPlan = (action: string): Plan => ({
  async prepare({ iam, s3, connection, advance }) {
    const trust = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    };
    const { Role: role } = await iam.send(
      new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: JSON.stringify(trust) }),
    );
    await s3.send(new CreateBucketCommand({ Bucket: "stored" }));
    await new Lambda(connection).createFunction({
      FunctionName: "f",
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Role: role?.Arn,
      Timeout: 60,
      Code: { ZipFile: zipSync({ "index.mjs": strToU8(createHandler(action)) }) },
    });
    await advance(5);
  },
  async collectAfterCells({ connection }) {
    const { StatusCode } = await new Lambda(connection).invoke({ FunctionName: "f", Payload: "{}" });
    return { StatusCode };
  },
});

/** A cell as the compiler gives it. */
const HONEST: CompiledCell = {
  ...{ id: "honest", ok: true, js: "", maps: ["{}", "{}"] },
  ...{ declared: [], awaits: false, modules: [] },
};

describe("a function that continues after the notebook has ended", () => {
  before(function () {
    skipIf(this, explainNotConfined(DEFAULT_LIMITS));
  });

  async function run(action: string, limits: Partial<Limits>): Promise<RunEvidence> {
    const sandbox = await openSandbox(true, limits);
    try {
      const compiler = { close: () => Promise.resolve() } as unknown as Compiler; // the cells are compiled already
      return await runCells(Promise.resolve([HONEST]), createPlan(action), {
        sandbox,
        compiler,
        root: ROOT,
        seed: 1,
        judged: new Set(),
      });
    } finally {
      await sandbox.close();
    }
  }

  for (const [does, limits, why] of [
    ["stores too much", { cloudMiB: 4 }, /stored more than 4 MiB/],
    ["makes files without end", { cloudMiB: 4 }, /stored more than 4 MiB/],
    ["does not come to an end", { judgeSeconds: 0.5, waitFactor: 2 }, /finished after 1 s/],
  ] as const) {
    it(`ends when it ${does}: the run says so, and is over${LONG ? "; without the limit it succeeds" : ""}`, async () => {
      const held = await run(DEEDS[does], limits);
      expect(held.end).to.equal("crashed");
      expect(held.cells.map(({ ok }) => ok)).to.deep.equal([true, false]);
      expect(held.cells[1]?.error).to.match(why);
      if (!LONG) return;
      const free = await run(DEEDS[does], {});
      expect(free).to.deep.include({ end: "done", seen: { StatusCode: 200 } });
    });
  }
});

describe("the watch over a run's cloud", () => {
  const MIB = 2 ** 20;
  const LIMITS = { ...DEFAULT_LIMITS, cloudCalls: 5, cloudMiB: 2 };
  /** A cloud that stores this many bytes and was called this many times. */
  const createHolding = (bytes: number, calls: number): RunEnvironment =>
    ({ cloud: { getStoredBytes: () => bytes }, countCalls: () => calls }) as unknown as RunEnvironment;
  const CALLS = "Your code asked the cloud more than 5 times.";
  const BYTES = "Your code stored more than 2 MiB in the cloud.";
  const done = { done: true };

  for (const [title, bytes, calls, why] of [
    ["one call too many", 0, 6, CALLS],
    ["one byte too many", 2 * MIB + 1, 0, BYTES],
    ["both", 2 * MIB + 1, 6, CALLS],
    ["all that is allowed", 2 * MIB, 5, undefined],
  ] as const)
    it(`notices ${title}, even after the last look of the work that follows`, async () => {
      const watch = watchCloud(createHolding(bytes, calls), LIMITS, {});
      const found = await watch.runWithinLimits(() => Promise.resolve(done));
      if (why !== undefined) expect(await watch.tooMuch).to.deep.equal({ why });
      watch.end();
      expect(found).to.deep.equal(why === undefined ? done : { why });
    });

  it("checks by itself, and gives up work that continues", async () => {
    const watch = watchCloud(createHolding(0, 6), LIMITS, {});
    expect(await watch.tooMuch).to.deep.equal({ why: CALLS });
    expect(await watch.runWithinLimits(() => new Promise<object>(() => undefined))).to.deep.equal({ why: CALLS });
    watch.end();
  });

  it("gives up work that exceeds its time limit, and ignores its failure after that", async () => {
    const watch = watchCloud(createHolding(0, 0), { ...LIMITS, judgeSeconds: 10, waitFactor: 0.02 }, {});
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise<object>((_, reject) => (fail = reject));
    expect(await watch.runWithinLimits(() => work)).to.deep.equal({
      why: "What your code started in the cloud hadn't finished after 0.2 s.",
    });
    fail(new Error("its cloud is gone"));
    watch.end();
  });

  it("gives a lab whose plan asks for it more time, and never less", async () => {
    const limits = { ...LIMITS, judgeSeconds: 10, waitFactor: 0.02 };
    const whys = [20, 1].map(async (judgeSeconds) => {
      const watch = watchCloud(createHolding(0, 0), limits, { judgeSeconds });
      const found = await watch.runWithinLimits(() => new Promise<object>(() => undefined));
      watch.end();
      return found;
    });
    const describe = (seconds: number) => `What your code started in the cloud hadn't finished after ${seconds} s.`;
    expect(await Promise.all(whys)).to.deep.equal([{ why: describe(0.4) }, { why: describe(0.2) }]);
  });

  it("gives up work that keeps this process busy, before the time that passes has its limit", async () => {
    const watch = watchCloud(createHolding(0, 0), { ...LIMITS, judgeSeconds: 0.2, waitFactor: 1e6 }, {});
    let isOver = false;
    const keepBusy = (): void => {
      for (const end = process.cpuUsage().user + 20_000; process.cpuUsage().user < end;);
      if (!isOver) setImmediate(keepBusy);
    };
    keepBusy();
    const found = await watch.runWithinLimits(() => new Promise<object>(() => undefined));
    isOver = true;
    watch.end();
    expect(found).to.deep.equal({ why: "What your code has started in the cloud kept it busy for more than 0.2 s." });
  });

  it("fails if the work fails first, and reports nothing without a cloud", async () => {
    const none = watchCloud({ countCalls: () => 100 } as unknown as RunEnvironment, LIMITS, {});
    expect(await none.runWithinLimits(() => Promise.resolve(done))).to.equal(done);
    none.end();
    const failed: unknown = await none
      .runWithinLimits(() => Promise.reject<object>(new Error("no")))
      .catch((error: unknown) => error);
    none.end();
    expect(String(failed)).to.equal("Error: no");
  });
});
