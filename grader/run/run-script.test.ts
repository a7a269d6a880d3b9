import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { CreateStreamCommand } from "@aws-sdk/client-kinesis";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import type { Compiler } from "../compile/compiler";
import type { CompiledScript } from "../compile/requests";
import { NO_CLOUD } from "../evidence/evidence";
import { explainNotConfined } from "../sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../sandbox/limits";
import type { Sandbox } from "../sandbox/sandbox";
import { createFakeSandbox, type FakeProcess, type FakeSandbox } from "../testing/fake-sandbox";
import { openSandbox } from "../testing/open-sandbox";
import type { QuestionPlan, Plan, ScriptPlan } from "./plan";
import { runScript } from "./run-script";

const ROOT = join(import.meta.dirname, "..", "..");
const compiler = { createForSubmission: () => compiler } as unknown as Compiler;

for (const isConfined of [true, false]) {
  describe(`questions to a script, ${isConfined ? "confined" : "unconfined"}`, () => {
    let sandbox: Sandbox;
    before(async function () {
      skipIf(this, isConfined ? explainNotConfined(DEFAULT_LIMITS) : undefined);
      sandbox = await openSandbox(isConfined);
    });
    after(() => sandbox?.close());

    const run = (js: string, look?: QuestionPlan["look"]) =>
      runScript(
        Promise.resolve({ script: { js, essence: js }, remarks: {} }),
        {
          plan: {},
          script: {
            path: "src/asked.ts",
            questionPlan: { createQuestions: (seed) => [seed, 10], ...(look ? { look } : {}) },
          },
        },
        { sandbox, compiler, root: ROOT, seed: 1 },
      );

    it("are answered without a cloud, and their judge may have one", async () => {
      const js = `export const answerQuestions = async (all) => JSON.stringify(all.map((one) => ({ value: one + 1 })));`;
      const { end, seen, cloud, journal } = await run(js, async (answers, seed, openStage) => ({
        looked: [answers.length, seed, (await openStage()).account.length],
      }));
      expect(end).to.equal("done");
      expect(seen).to.deep.equal({ answers: [{ value: 2 }, { value: 11 }], looked: [2, 1, 12] });
      expect([cloud.account, journal]).to.deep.equal(["", []]);
    });

    it("are answered with a cloud if it asks for one", async () => {
      const { seen, cloud, journal } = await run(`
        import { KinesisClient, ListStreamsCommand } from "@aws-sdk/client-kinesis";
        const { StreamNames } = await new KinesisClient({}).send(new ListStreamsCommand({}));
        export const answerQuestions = async () => JSON.stringify([{ value: StreamNames }]);`);
      expect(seen["answers"]).to.deep.equal([{ value: [] }]);
      expect(journal.map(({ operation, outcome }) => [operation, outcome])).to.deep.equal([["ListStreams", "ok"]]);
      expect(cloud.account).to.have.lengthOf(12);
    });

    if (isConfined)
      it("find the script's own text at its path, not what the project has there", async () => {
        const js = `import { readFileSync } from "node:fs";
          export const answerQuestions = async () => JSON.stringify([{ value: readFileSync("src/index.ts", "utf8") }]);`;
        const { seen } = await runScript(
          Promise.resolve({ script: { js, source: "the learner's own", essence: js }, remarks: {} }),
          { plan: {}, script: { path: "src/index.ts", questionPlan: { createQuestions: () => [1] } } },
          { sandbox, compiler, root: ROOT, seed: 1 },
        );
        expect(seen["answers"]).to.deep.equal([{ value: "the learner's own" }]);
      });

    it("have no answer if a promise fails without a handler, or the script returns something else", async () => {
      const failed = await run(`
        export const answerQuestions = async () => {
          void Promise.reject(new Error("left behind"));
          return JSON.stringify([{ value: 1 }]);
        };`);
      expect([failed.seen["answers"], failed.scripts[0]?.error]).to.deep.equal([[], "Error: left behind"]);
      const other = await run(`export const answerQuestions = async () => '[7, { "error": 8 }, { "error": "so" }]';`);
      expect(other.seen["answers"]).to.deep.equal([{ error: "so" }]);
    });
  });
}

/** Scripts in processes that say what a test says. */
describe("running a script", () => {
  const root = createTemporaryFolder();
  before(() => mkdirSync(join(root, ".labs")));
  const SCRIPT = "src/own.ts";
  const createBundled = (remarks: CompiledScript["remarks"] = {}): CompiledScript => ({
    script: { js: "the script", essence: "" },
    remarks,
  });
  interface RunOverrides {
    readonly plan?: Plan;
    readonly script?: Partial<ScriptPlan>;
    readonly compiled?: CompiledScript | undefined;
    readonly sandbox?: Partial<FakeSandbox>;
    readonly report?: (doing: string) => void;
  }
  /** Runs a script whose process does this once it has its command. */
  async function run(does: (process: FakeProcess) => void, more: RunOverrides = {}) {
    const { plan = { cloud: "none" }, script = {}, report } = more;
    const compiled = "compiled" in more ? more.compiled : createBundled();
    const fake = createFakeSandbox((command, process) => {
      if (command.run !== "on") does(process);
    });
    const sandbox = { ...fake, ...more.sandbox };
    const settings = { sandbox, compiler, root, seed: 7, ...(report ? { report } : {}) };
    const ran = await runScript(Promise.resolve(compiled), { plan, script: { path: SCRIPT, ...script } }, settings);
    return { ran, processes: fake.processes };
  }
  const exitWith = (code: number) => (process: FakeProcess) => process.end({ end: "crashed", why: "It ended.", code });

  it("doesn't start if it doesn't compile, and returns the reason and its remarks", async () => {
    const remarks = { "the exercise": ["a remark"] };
    for (const [compiled, error] of [
      [{ script: { problem: "line 1: no" }, remarks }, "line 1: no"],
      [undefined, `${SCRIPT} takes too long to compile, or is nested too deeply.`],
    ] as const) {
      const { ran, processes } = await run(exitWith(0), { compiled });
      const script = { path: SCRIPT, end: "done", error, output: "", startedAt: 0, endedAt: 0 };
      expect(ran).to.deep.equal({
        ...{ cells: [], seen: {}, answers: {}, end: "done", journal: [], cloud: NO_CLOUD },
        scripts: [compiled ? { ...script, remarks } : script],
      });
      expect(processes).to.deep.equal([]);
    }
  });

  it("returns the script's output, exit and remarks, and reports each step", async () => {
    const steps: string[] = [];
    const remarks = { "the exercise": ["a remark"] };
    const { ran } = await run(
      (process) => {
        process.print("one\n two");
        exitWith(0)(process);
      },
      { compiled: createBundled(remarks), report: (doing) => steps.push(doing) },
    );
    const { startedAt = 0, endedAt = -1 } = ran.scripts[0] ?? {};
    expect(ran.scripts).to.deep.equal([{ path: SCRIPT, startedAt, endedAt, output: "one two", end: "done", remarks }]);
    expect(startedAt).to.be.within(Date.now() - 600_000, endedAt);
    expect(ran).to.deep.include({ end: "done", cells: [], answers: {}, journal: [], seen: {}, cloud: NO_CLOUD });
    expect(steps).to.deep.equal([`Running ${SCRIPT}`, `Looking at what ${SCRIPT} has left`]);
    expect((await run(exitWith(0))).ran.scripts[0]).to.not.have.property("remarks");
  });

  it("leaves no timer running", async () => {
    const createTimers = () => process.getActiveResourcesInfo().filter((item) => item === "Timeout").length;
    // By then the test's own timer is there.
    await new Promise((resolve) => setImmediate(resolve));
    const before = createTimers();
    await run(exitWith(0));
    expect(createTimers()).to.be.at.most(before);
  });

  it("creates the script's file and a folder of its own for the duration of the run", async () => {
    let seen: readonly unknown[] = [];
    const { processes } = await run(
      (process) => {
        const [command] = process.commands;
        const [file, folder = ""] = command?.run === "script" ? [command.file, command.args[1]] : [];
        writeFileSync(join(folder, "kept"), "");
        seen = [file, folder, readFileSync(file ?? "", "utf8"), command?.run === "script" && command.args[0]];
        exitWith(0)(process);
      },
      { script: { getArgs: (folder) => ["--keep", folder] } },
    );
    const [file, folder, ...rest] = seen;
    expect(rest).to.deep.equal(["the script", "--keep"]);
    expect([existsSync(String(file)), existsSync(String(folder))]).to.deep.equal([false, false]);
    expect(processes[0]?.start.files).to.deep.equal([{ path: "run/script.mjs", outside: file }]);
    expect(String(file).startsWith(join(root, ".labs"))).to.equal(true);
  });

  it("mounts the script at its path in the sandbox, with a single writable folder", async () => {
    const { processes } = await run(exitWith(0), {
      sandbox: { isConfined: true },
      script: { getArgs: (folder) => [folder] },
    });
    expect(processes[0]?.commands).to.deep.equal([{ run: "script", file: "/lab/run/script.mjs", args: ["/tmp"] }]);
    expect(processes[0]?.start.files?.[0]?.outside).to.not.contain(root);
    expect((await run(exitWith(0))).processes[0]?.commands[0]).to.deep.include({ args: [] });
  });

  it("ends when its work is done, which is checked again only after new calls", async () => {
    let requestCount = 0;
    const isDone = (): boolean => (requestCount += 1) > 0;
    const { ran } = await run((process) => process.say({ did: "wait", wait: 1, ms: 100 }), { script: { isDone } });
    expect([ran.scripts[0]?.end, ran.scripts[0]?.error, requestCount]).to.deep.equal(["done", undefined, 1]);
    const never = await run(
      (process) => {
        process.say({ did: "wait", wait: 1, ms: 100 });
        exitWith(0)(process);
      },
      { script: { isDone: () => false } },
    );
    expect([never.ran.end, never.ran.scripts[0]?.error]).to.deep.equal(["crashed", "It ended."]);
  });

  it("prepares the cloud by the plan, whose calls aren't the script's, and shows the script's calls to later steps", async () => {
    let connection: Parameters<NonNullable<Plan["prepare"]>>[0] | undefined;
    const { ran, processes } = await run(
      (process) => {
        const { kinesis } = connection ?? expect.fail("nothing was prepared");
        void kinesis
          .send(new CreateStreamCommand({ StreamName: "own", ShardCount: 2 }))
          .then(() => process.say({ did: "wait", wait: 1, ms: 60_000 }))
          .then(() => new Promise((resolve) => setImmediate(resolve)))
          .then(() => exitWith(0)(process));
      },
      {
        plan: {},
        script: {
          prepare: async (stage) => {
            connection = stage;
            await stage.iam.send(new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: TRUST }));
          },
          collectAfter: (stage, calls) =>
            Promise.resolve({ seen: [stage.seed, calls.map(({ operation }) => operation)] }),
        },
      },
    );
    expect(ran.seen).to.deep.equal({ seen: [7, ["CreateStream"]] });
    expect(ran.journal.map(({ operation }) => operation)).to.deep.equal(["CreateStream"]);
    expect(ran.cloud.streams.map(({ name, openShards }) => [name, openShards])).to.deep.equal([["own", 2]]);
    expect(processes[0]?.start.cloud?.region).to.equal("us-east-1");
  });

  it("reports excessive use of its cloud", async () => {
    const { ran } = await run(exitWith(0), {
      plan: {},
      sandbox: { limits: { ...DEFAULT_LIMITS, cloudMiB: -1 } },
      script: { collectAfter: () => Promise.resolve({ seen: 1 }) },
    });
    const error = "Your code stored more than -1 MiB in the cloud.";
    expect([ran.end, ran.scripts[0]?.end, ran.scripts[0]?.error]).to.deep.equal(["crashed", "crashed", error]);
    expect(ran).to.deep.include({ seen: {}, answers: {}, cells: [], cloud: NO_CLOUD });
  });

  describe("with questions", () => {
    const plan: QuestionPlan = { createQuestions: (seed) => [seed] };
    const sendAnswers = (process: FakeProcess): void => {
      process.say({ did: "answer", id: "another", json: '[{"value":2}]' });
      process.say({ did: "cell", id: "script", ok: true, output: "" });
      process.say({ did: "answer", id: "script", json: '[{"value":1},{"error":"e"},{"error":1},{},null,3]' });
    };

    it("returns answers of the right shape, and then ends", async () => {
      const { ran, processes } = await run(sendAnswers, { plan: {}, script: { questionPlan: plan } });
      expect(ran.seen).to.deep.equal({ answers: [{ value: 1 }, { error: "e" }] });
      expect([ran.end, processes.length, processes[0]?.commands[0]]).to.deep.equal([
        "done",
        1,
        { run: "asked", file: processes[0]?.start.files?.[0]?.outside, questions: [7] },
      ]);
    });

    it("returns none if its process ends early, or returns no list", async () => {
      expect((await run(exitWith(1), { plan: {}, script: { questionPlan: plan } })).ran.seen).to.deep.equal({
        answers: [],
      });
      for (const json of ["{}", "7", "no JSON"]) {
        const sendText = (process: FakeProcess) => process.say({ did: "answer", id: "script", json });
        expect((await run(sendText, { plan: {}, script: { questionPlan: plan } })).ran.seen, json).to.deep.equal({
          answers: [],
        });
      }
    });

    it("runs again, with a cloud, when it calls one: the first time there is none", async () => {
      const endpoints = new Set<string>();
      const { ran, processes } = await run(
        (process) => {
          const { endpoint = "" } = process.start.cloud ?? {};
          endpoints.add(endpoint);
          if (endpoints.size > 1) sendAnswers(process);
          else
            void once(
              connect(Number(new URL(endpoint).port), "127.0.0.1")
                .on("error", () => undefined)
                .resume(),
              "close",
            );
        },
        { plan: {}, script: { questionPlan: plan } },
      );
      expect([processes.length, ran.end, ran.seen["answers"]]).to.deep.equal([
        2,
        "done",
        [{ value: 1 }, { error: "e" }],
      ]);
      expect(processes[0]?.start.cloud).to.deep.include({
        region: "us-east-1",
        credentials: { accessKeyId: "none", secretAccessKey: "none" },
      });
      expect(ran.cloud.account).to.have.lengthOf(12);
    });

    it("has no cloud in a lab that needs none, and neither has the judge of its answers", async () => {
      const look: QuestionPlan["look"] = async (_answers, _seed, openStage) => ({
        error: await openStage().then(String, (error: Error) => error.message),
      });
      const { ran, processes } = await run(sendAnswers, { script: { questionPlan: { ...plan, look } } });
      expect(ran.seen["error"]).to.equal("The lab's plan says that it needs no cloud.");
      expect(processes[0]?.start.cloud).to.equal(undefined);
    });
  });
});

const TRUST = JSON.stringify({
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
