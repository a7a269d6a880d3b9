import { CreateDeliveryStreamCommand, type Serializer } from "@aws-sdk/client-firehose";
import { Glue } from "@aws-sdk/client-glue";
import { CreateRoleCommand, GetRoleCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { expect } from "chai";
import type { CellDiagnostic, CompiledCell } from "../../kernel/cells";
import type { Compiler } from "../compile/compiler";
import { NO_CLOUD, type RunEvidence } from "../evidence/evidence";
import { HELPER_CELL } from "../merge/helper-cell";
import type { SandboxMessage } from "../sandbox/inside/messages";
import type { Limits } from "../sandbox/limits";
import { createFakeSandbox, type FakeProcess, type FakeSandbox } from "../testing/fake-sandbox";
import type { Plan, Stage } from "./plan";
import { runCells, type RunSettings } from "./run-cells";
import type { Standby } from "./standby";
import { openCellRunner } from "./cell-runner";

const compiler = {} as Compiler; // the cells are compiled already
const NO_CLOUD_PLAN: Plan = { cloud: "none" };

const createReady = (id: string): CompiledCell => ({ id, ok: true, js: "", modules: [] }) as unknown as CompiledCell;
const createRefused = (id: string, ...diagnostics: readonly Partial<CellDiagnostic>[]): CompiledCell =>
  ({ id, ok: false, diagnostics }) as unknown as CompiledCell;
type CellMessage = Partial<Extract<SandboxMessage, { did: "cell" }>>;

/** Runs cells in a process that sends the given message for each cell, or nothing if it is undefined. */
async function run(
  cells: readonly CompiledCell[] | undefined,
  says: Readonly<Record<string, CellMessage | ((process: FakeProcess) => void)>> = {},
  {
    plan = NO_CLOUD_PLAN,
    limits = {},
    judged = new Set(),
    ...more
  }: Partial<RunSettings> & { plan?: Plan; limits?: Partial<Limits>; judged?: ReadonlySet<string> } = {},
): Promise<{ ran: RunEvidence; sandbox: FakeSandbox }> {
  const sandbox = createFakeSandbox((command, process) => {
    const id = command.run === "cell" ? command.cell.id : command.run === "ask" ? command.question.id : "";
    const reported = says[id];
    if (typeof reported === "function") reported(process);
    else if (reported) process.say({ did: "cell", id, ok: true, output: "", ...reported });
  }, limits);
  const settings = { sandbox, compiler, root: "/", seed: 5, judged, ...more };
  return { ran: await runCells(Promise.resolve(cells), plan, settings), sandbox };
}
const answer =
  (more: Omit<Partial<Extract<SandboxMessage, { did: "answer" }>>, "did">) =>
  (process: FakeProcess): void => {
    const id = process.commands.flatMap((command) => (command.run === "ask" ? [command.question.id] : [])).at(-1) ?? "";
    process.say({ did: "answer", id, ...more });
  };

describe("running a notebook's cells", () => {
  it("runs them in order, and returns output, errors and remarks", async () => {
    const { ran, sandbox } = await run([createReady("a"), createReady("b"), createReady("c")], {
      a: { output: "one\u001b[31m  line" },
      b: { ok: false, error: "Error in\nline 1: no", output: "" },
      c: { remarks: "first\nsec\tond\nthird\nfourth", error: "" },
    });
    expect(ran).to.deep.equal({
      cells: [
        { id: "a", ok: true, output: "one line" },
        { id: "b", ok: false, error: "Error in line 1: no", output: "" },
        { id: "c", ok: true, output: "", remarks: ["first", "sec ond", "third"] },
      ],
      end: "done",
      seen: {},
      cloud: NO_CLOUD,
      answers: {},
      journal: [],
      scripts: [],
    });
    expect(sandbox.processes.map(({ commands }) => commands.map(({ run: how }) => how))).to.deep.equal([
      ["cell", "cell", "cell"],
    ]);
  });

  it("ignores what a process claims about others, and malformed messages", async () => {
    const { ran } = await run([createReady("a")], {
      a: (process) => {
        process.say({ did: "cell", id: "b", ok: false, output: "" });
        process.say({ did: "answer", id: "a", json: "1" });
        process.say({ did: "cell", id: "a", ok: true, output: "mine", remarks: "" });
      },
    });
    expect(ran.cells).to.deep.equal([{ id: "a", ok: true, output: "mine" }]);
  });

  it("doesn't run cells that don't compile, reports where and why, and runs the others", async () => {
    const inFile = { line: 7, message: "Cannot find name 'x'.", file: "src/index.ts" };
    const plain = { line: 2, message: "Something." };
    const { ran, sandbox } = await run(
      [createRefused("a", plain, inFile), createRefused("b", inFile), createRefused("c"), createReady("d")],
      {
        d: {},
      },
    );
    expect(ran.cells[0]).to.deep.equal({ id: "a", ok: false, error: "Type error in line 2: Something.", output: "" });
    expect(ran.cells[1]?.error).to.match(/^src\/index\.ts, line 7: Cannot find name 'x'\./);
    expect(ran.cells.slice(2)).to.deep.equal([
      { id: "c", ok: false, error: "The cell does not compile.", output: "" },
      { id: "d", ok: true, output: "" },
    ]);
    expect(sandbox.processes[0]?.commands).to.have.lengthOf(1);
  });

  it("stops when a cell ends the process or takes too long, reports its output, and asks no question", async () => {
    const plan: Plan = { ...NO_CLOUD_PLAN, createQuestions: () => [{ id: "q", name: "q" }] };
    const { ran } = await run(
      [createReady("a"), createReady("b")],
      {
        a: (process) => {
          process.print("so\u0007 far");
          process.end({ end: "out-of-memory", why: "Your code ran out of memory." });
        },
      },
      { plan },
    );
    expect([ran.cells, ran.end, ran.answers]).to.deep.equal([
      [{ id: "a", ok: false, error: "Your code ran out of memory.", output: "so far" }],
      "out-of-memory",
      {},
    ]);
    const { ran: late } = await run([createReady("a"), createReady("b")], {}, { limits: { cellSeconds: 0.05 } });
    expect([late.cells.map(({ error }) => error), late.end]).to.deep.equal([
      ["Your code did not end within 0.05 s."],
      "timeout",
    ]);
  });

  it("runs none if compiling took too long, and fails if the compiler does", async () => {
    const { ran } = await run(undefined);
    expect([ran.cells, ran.end]).to.deep.equal([
      [
        {
          id: HELPER_CELL,
          ok: false,
          error: "Its types take too long to check, or it is nested too deeply.",
          output: "",
        },
      ],
      "timeout",
    ]);
    const sandbox = createFakeSandbox();
    const settings = { sandbox, compiler, root: "/", seed: 1, judged: new Set<string>() };
    const failed: unknown = await runCells(Promise.reject(new Error("no compiler")), NO_CLOUD_PLAN, settings).catch(
      (error: unknown) => error,
    );
    expect(String(failed)).to.equal("Error: no compiler");
  });

  it("leaves no timer running", async () => {
    const createTimers = () => process.getActiveResourcesInfo().filter((item) => item === "Timeout").length;
    // By then the test's own timer is there.
    await new Promise((resolve) => setImmediate(resolve));
    const before = createTimers();
    await run([createReady("a")], { a: {} });
    expect(createTimers()).to.be.at.most(before);
  });

  it("reports each step to the caller", async () => {
    const steps: string[] = [];
    await run([createReady("a")], { a: {} }, { report: (doing) => steps.push(doing) });
    expect(steps).to.deep.equal(["Running your cells", "Looking at what your cells created"]);
  });

  it("uses a runner that is ready, if there is one", async () => {
    const taken: Plan[] = [];
    const standby: Standby = {
      take: (plan, settings) => {
        taken.push(plan);
        return openCellRunner(plan, settings);
      },
      makeReady: () => undefined,
      close: () => Promise.resolve(),
    };
    const { ran } = await run([createReady("a")], { a: {} }, { standby });
    expect([taken, ran.end]).to.deep.equal([[NO_CLOUD_PLAN], "done"]);
  });

  it("ends when nobody needs the result", async () => {
    const stop = new AbortController();
    const { ran } = await run([createReady("a")], { a: () => stop.abort() }, { signal: stop.signal });
    expect([ran.end, ran.cells[0]?.error]).to.deep.equal(["crashed", "The check was stopped."]);
  });
});

describe("asking questions in a notebook's process", () => {
  const plan: Plan = {
    ...NO_CLOUD_PLAN,
    createQuestions: (seed) => ["a", "b", "c", "d", "e"].map((id) => ({ id, name: `${id}${seed}` })),
  };

  it("follows the seed, and returns answers by id: values, errors, nothing", async () => {
    const { ran, sandbox } = await run(
      [],
      {
        a: (process) => {
          process.say({ did: "answer", id: "b", json: "9" });
          process.say({ did: "cell", id: "a", ok: true, output: "" });
          process.say({ did: "answer", id: "a", json: '{"x":[1]}' });
        },
        b: answer({ error: "no\nvalue", json: "1" }),
        c: answer({}),
        d: answer({ json: `${"[".repeat(1_001)}${"]".repeat(1_001)}` }),
        e: answer({ json: "no JSON" }),
      },
      { plan },
    );
    expect(ran.answers).to.deep.equal({
      a: { value: { x: [1] } },
      b: { error: "no value" },
      c: { value: undefined },
      d: { error: "Its value is nested too deeply, or too large, to be judged." },
      e: { value: undefined },
    });
    expect(ran.end).to.equal("done");
    expect(
      sandbox.processes[0]?.commands.map((command) => command.run === "ask" && command.question.name),
    ).to.deep.equal(["a5", "b5", "c5", "d5", "e5"]);
  });

  it("stops when the process ends during a question, and counts earlier answers", async () => {
    const { ran } = await run(
      [],
      { a: answer({ json: "1" }), b: (process) => process.end({ end: "crashed", why: "It\nended." }) },
      { plan },
    );
    expect([ran.answers, ran.end]).to.deep.equal([{ a: { value: 1 }, b: { error: "It ended." } }, "crashed"]);
  });
});

describe("a notebook's cloud", () => {
  const getRole = async ({ iam }: Stage, RoleName: string): Promise<string | undefined> => {
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify({
          Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
        }),
      }),
    );
    return Role?.CreateDate?.toISOString();
  };

  it("starts at the same time for all, and advances by ten seconds after each cell, and by a cell's waits", async () => {
    const times: unknown[] = [];
    let stage: Stage | undefined;
    const { ran, sandbox } = await run(
      [createReady("a"), createReady("b")],
      {
        a: (process) => {
          if (process.commands.at(-1)?.run === "cell") process.say({ did: "wait", wait: 1, ms: 5_000 });
          void stage?.iam
            .send(new GetRoleCommand({ RoleName: "before" }))
            .then(() => process.say({ did: "cell", id: "a", ok: true, output: "" }));
        },
        b: {},
      },
      {
        account: "000000000042",
        plan: {
          cloud: { region: "eu-west-1" },
          prepare: async (item) => {
            stage = item;
            times.push(await getRole(item, "before"));
          },
          collectAfterCells: async (stage, judged) => {
            times.push(await getRole(stage, "after"));
            return { seed: stage.seed, account: stage.account, region: stage.region, judged: [...judged] };
          },
        },
        judged: new Set(["slow"]),
      },
    );
    expect(times).to.deep.equal(["2030-01-01T00:00:00.000Z", "2030-01-01T00:00:25.000Z"]);
    expect(ran.seen).to.deep.equal({ seed: 5, account: "000000000042", region: "eu-west-1", judged: ["slow"] });
    // The plan's own calls, before and after, are not the notebook's.
    expect(ran.journal.map(({ operation }) => operation)).to.deep.equal(["GetRole"]);
    expect([ran.end, ran.cloud.account, sandbox.processes[0]?.start.cloud?.region]).to.deep.equal([
      "done",
      "000000000042",
      "eu-west-1",
    ]);
  });

  it("is prepared for each question", async () => {
    const times: unknown[] = [];
    await run(
      [],
      { a: answer({}), b: answer({}) },
      {
        plan: {
          createQuestions: () => ["a", "b"].map((id) => ({ id, name: id })),
          prepareQuestion: async (stage, id) => {
            times.push(id, await getRole(stage, id));
          },
        },
      },
    );
    expect(times).to.deep.equal(["a", "2030-01-01T00:00:00.000Z", "b", "2030-01-01T00:00:00.000Z"]);
  });

  it("says that this machine can't write ORC, if it refused a call for ORC", async () => {
    const RoleARN = "arn:aws:iam::000000000000:role/firehose";
    const createIn = async ({ s3, firehose, connection }: Stage, serializer: Serializer): Promise<void> => {
      const glue = new Glue(connection);
      await s3.send(new CreateBucketCommand({ Bucket: "lake" }));
      await glue.createDatabase({ DatabaseInput: { Name: "d" } });
      const StorageDescriptor = { Columns: [{ Name: "id", Type: "int" }] };
      await glue.createTable({ DatabaseName: "d", TableInput: { Name: "t", StorageDescriptor } });
      glue.destroy();
      const conversion = {
        SchemaConfiguration: { RoleARN, DatabaseName: "d", TableName: "t" },
        InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
        OutputFormatConfiguration: { Serializer: serializer },
      };
      const destination = { RoleARN, BucketARN: "arn:aws:s3:::lake", DataFormatConversionConfiguration: conversion };
      const request = { DeliveryStreamName: "s", ExtendedS3DestinationConfiguration: destination };
      await firehose.send(new CreateDeliveryStreamCommand(request)).catch(() => undefined);
    };
    const runWith = async (serializer: Serializer): Promise<RunEvidence> => {
      const cloud = { python: "no-such-python", iam: "off" } as const;
      const prepareQuestion = (stage: Stage): Promise<void> => createIn(stage, serializer);
      const plan: Plan = { cloud, createQuestions: () => [{ id: "a", name: "a" }], prepareQuestion };
      const { ran } = await run([], { a: answer({}) }, { plan });
      return ran;
    };
    expect((await runWith({ OrcSerDe: {} })).lacksOrc).to.equal(true);
    expect(await runWith({ ParquetSerDe: {} })).to.not.have.property("lacksOrc");
  });

  it("lists as fixtures what the plan created before and after the cells, and not what the cells created", async () => {
    let stage: Stage | undefined;
    const create = (Bucket: string) => stage?.s3.send(new CreateBucketCommand({ Bucket }));
    const plan: Plan = {
      prepare: async (item) => {
        stage = item;
        await create("before");
      },
      collectAfterCells: async () => ({ made: (await create("after"))?.Location }),
    };
    const createInCell = (process: FakeProcess): void =>
      void create("of-the-cell")?.then(() => process.say({ did: "cell", id: "a", ok: true, output: "" }));
    const { ran } = await run([createReady("a")], { a: createInCell }, { plan });
    expect(ran.cloud.buckets.map(({ name }) => name)).to.deep.equal(["after", "before", "of-the-cell"]);
    expect(ran.cloud.fixtures).to.deep.equal(["before", "after"]);
  });

  it("is reported in a cell's result when it was used too much, beside the cells that ran", async () => {
    let stage: Stage | undefined;
    const plan: Plan = {
      prepare: (item) => Promise.resolve(void (stage = item)),
      collectAfterCells: () => Promise.resolve({ x: 1 }),
    };
    const { ran } = await run(
      [createReady("a")],
      {
        a: (process) => {
          const calls = [1, 2].map(() => stage?.iam.send(new ListRolesCommand({})));
          void Promise.all(calls).then(() => process.say({ did: "cell", id: "a", ok: true, output: "" }));
        },
      },
      { plan, limits: { cloudCalls: 1 } },
    );
    expect(ran.end).to.equal("crashed");
    expect(ran.cells.at(-1)).to.deep.equal({
      ...{ id: HELPER_CELL, ok: false, output: "" },
      error: "Your code asked the cloud more than 1 times.",
    });
    expect(ran).to.deep.include({ seen: {}, scripts: [], cloud: NO_CLOUD });
  });

  it("is closed after the run, and if the plan can't prepare it", async () => {
    const endpoints: string[] = [];
    const prepare: Plan["prepare"] = ({ connection: { endpoint } }) => {
      endpoints.push(endpoint);
      return endpoints.length > 1 ? Promise.reject(new Error("no input")) : Promise.resolve();
    };
    expect((await run([createReady("a")], { a: {} }, { plan: { prepare } })).ran.end).to.equal("done");
    const failed: unknown = await run([createReady("a")], {}, { plan: { prepare } }).catch((error: unknown) => error);
    expect(String(failed)).to.equal("Error: no input");
    expect(endpoints).to.have.lengthOf(2);
    for (const endpoint of endpoints) {
      const answered = await fetch(endpoint).then(
        () => true,
        () => false,
      );
      expect(answered).to.equal(false);
    }
  });
});
