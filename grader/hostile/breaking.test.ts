import ts from "typescript";
import { spawnSync } from "node:child_process";
import { expect } from "chai";
import type { RehearsalVariation, Rehearsal } from "../checker/rehearsal";
import type { Status } from "../reports/results";
import {
  runAttack,
  CELL,
  CLOUD_CELL,
  HONEST,
  HONEST_CLOUD,
  HONEST_ROUTE,
  SCRIPT,
  useRehearsal,
  type AttackResult,
} from "./testing/attack";
import { LEFT_TO_CI, LONG, skipIf } from "../../cloud/testing/skip";

interface Attack {
  readonly exercise?: string;
  /** One of these, where several are given. */
  readonly status: Status | readonly Status[];
  readonly says: RegExp;
  readonly lines: readonly string[];
  /** The limit to switch off: without it the attack succeeds, and then gives the honest answer. */
  readonly off: RehearsalVariation;
  /** The attack only waits: all such attacks are run at the same time. */
  readonly waits?: true;
}

/** Whether this is Node of a major version, or of a later one. */
const isNode = (version: number): boolean => Number.parseInt(process.versions.node, 10) >= version;
const long: RehearsalVariation = { limits: { cellSeconds: 60, totalSeconds: 60 } };
/** Blocks the process, as a loop does, but leaves the machine's processors to the other tests. */
const createBlock = (ms: number) => `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms});`;
const fs = 'import * as fs from "node:fs";';
const processes = 'import { spawn } from "node:child_process";';
/**
 * Child processes of the same program, which do nothing for a while. A child that cannot start all its threads may
 * hang, and is killed.
 */
const fork = (many: number) => [
  processes,
  `const children = Array.from({ length: ${many} }, () => { try { return spawn(process.execPath, ["-e", "setTimeout(() => {}, 600)"], { stdio: "ignore", timeout: 2_000, killSignal: "SIGKILL" }); } catch { return undefined; } });`,
  "const started = await Promise.all(children.map((child) => new Promise<boolean>((resolve) => {",
  '  if (child?.pid === undefined) resolve(false); else { child.once("error", () => { resolve(false); }); child.once("exit", (code) => { resolve(code === 0); }); }',
  "})));",
];

/** Attacks on the run itself. Each would end by itself, so that it can run without the limit. */
const attacks: Readonly<Record<string, Attack>> = {
  "loops beyond its time": {
    waits: true,
    status: "timeout",
    says: /more than 5 s/,
    lines: [createBlock(7_000), HONEST],
    off: long,
  },
  "waits for a promise that does not settle in time": {
    waits: true,
    status: "timeout",
    says: /waited for more than 5 s.*waiting for something that never came/,
    off: long,
    lines: [
      'import { Worker } from "node:worker_threads";',
      'await new Promise((resolve) => new Worker("setTimeout(() => {}, 7000)", { eval: true }).once("exit", resolve));',
      HONEST,
    ],
  },
  "starts timers without end": {
    waits: true,
    status: "timeout",
    says: /more than 5 s/,
    off: long,
    lines: [
      "const until = Date.now() + 7_000;",
      "await new Promise<void>((resolve) => { const next = (): void => { if (Date.now() < until) setTimeout(next, 5); else resolve(); }; next(); });",
      HONEST,
    ],
  },
  "fills the heap": {
    status: "out-of-memory",
    says: /memory/,
    off: { limits: { heapMiB: 2_000, memoryMiB: 4_000 } },
    lines: [
      "const all: number[][] = [];",
      "for (let n = 0; n < 50; n += 1) all.push(new Array(1e6).fill(n + 0.5));",
      HONEST,
    ],
  },
  "fills buffers outside the heap": {
    // On Node 24, whose limit of one process leaves room for a worker, the limit of all processes may come first.
    status: isNode(24) ? ["graded", "out-of-memory"] : "graded",
    says: isNode(24) ? /allocation failed|ran out of memory/i : /allocation failed/i,
    off: { limits: { memoryMiB: 6_000 } },
    lines: ["const all: Buffer[] = [];", "for (let n = 0; n < 24; n += 1) all.push(Buffer.alloc(5e7, 1));", HONEST],
  },
  "prints a flood": {
    status: "crashed",
    says: /printed more than 8 MiB/,
    off: { limits: { outputMiB: 64 } },
    lines: [
      fs,
      'for (let n = 0; n < 2e7;) try { n += fs.writeSync(1, "x".repeat(1e5)); } catch { /* full */ }',
      HONEST,
    ],
  },
  "floods the grader's channel": {
    status: "crashed",
    says: /grader's own channel/,
    off: { limits: { outputMiB: 64 } },
    lines: [
      fs,
      'for (let n = 0; n < 2e7;) try { n += fs.writeSync(3, "x".repeat(1e5) + "\\n"); } catch { /* full */ }',
      HONEST,
    ],
  },
  "waits more often than any honest code": {
    status: "timeout",
    says: /waited, or sent the grader something, more than 10000 times/,
    off: { limits: { messages: 100_000 } },
    lines: [
      "const once = globalThis as { waited?: boolean };",
      "if (!once.waited) { once.waited = true; for (let n = 0; n < 12_000; n += 1) setTimeout(() => undefined, 60); }",
      "await new Promise((resolve) => setTimeout(resolve, 60));",
      HONEST,
    ],
  },
  "fills its disk": {
    status: "graded",
    says: /ENOSPC/,
    off: { limits: { diskMiB: 64 } },
    lines: [fs, 'for (let n = 0; n < 24; n += 1) fs.writeFileSync("/tmp/" + n, Buffer.alloc(1e6));', HONEST],
  },
  "makes files without end": {
    status: "graded",
    says: /ENOSPC/,
    off: { limits: { files: 10_000 } },
    lines: [fs, 'for (let n = 0; n < 6_000; n += 1) fs.writeFileSync("/tmp/" + n, "");', HONEST],
  },
  "opens files without end": {
    status: "graded",
    says: /EMFILE/,
    off: { limits: { openFiles: 4_000 } },
    lines: [fs, 'for (let n = 0; n < 1_000; n += 1) fs.openSync("/lab/package.json", "r");', HONEST],
  },
  "starts processes without end": {
    status: "graded",
    says: /EAGAIN|only/,
    off: { limits: { processes: 4_000, memoryMiB: 4_000, cellSeconds: 60, totalSeconds: 60 } },
    lines: [
      ...fork(10),
      'if (started.includes(false)) throw new Error("only " + started.filter(Boolean).length);',
      HONEST,
    ],
  },
};

/** Attacks on the run's cloud, and from a script. */
const cloudAttacks: Readonly<Record<string, Attack>> = {
  "loops beyond its time in a script": {
    exercise: SCRIPT,
    status: "timeout",
    says: /more than 10 s/,
    lines: [
      "const once = globalThis as { blocked?: boolean };",
      `if (!once.blocked) { once.blocked = true; ${createBlock(12_000)} }`,
      HONEST_ROUTE,
    ],
    off: { limits: { cellSeconds: 600, totalSeconds: 600 } },
  },
  "fills its lab cloud": {
    status: "crashed",
    says: /stored more than 4 MiB in the cloud/,
    off: { limits: { cloudMiB: 64 } },
    lines: [
      'import { S3Client, CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";',
      "const s3 = new S3Client({});",
      'await s3.send(new CreateBucketCommand({ Bucket: "full-of-nothing" }));',
      'for (let n = 0; n < 12; n += 1) { await s3.send(new PutObjectCommand({ Bucket: "full-of-nothing", Key: String(n), Body: Buffer.alloc(1e6) })); const until = Date.now() + 50; while (Date.now() < until) { } }',
      HONEST_CLOUD,
    ],
  },
  "keeps its lab cloud busy": {
    status: "crashed",
    says: /more than 150 times/,
    off: { limits: { cloudCalls: 10_000 } },
    lines: [
      'import { STSClient, GetCallerIdentityCommand } from "@aws-sdk/client-sts";',
      "const sts = new STSClient({});",
      "for (let n = 0; n < 200; n += 1) await sts.send(new GetCallerIdentityCommand({}));",
      "const until = Date.now() + 500; while (Date.now() < until) { }",
      "await sts.send(new GetCallerIdentityCommand({}));",
      HONEST_CLOUD,
    ],
  },
};

/** Limits that the attacks on the cloud reach sooner. */
const SOONER = { cloudMiB: 4, cloudCalls: 150 };

/** A long test run also shows that the limit is what stops the attack. */
const WITHOUT = LONG ? "; without the limit it succeeds" : "";

interface Target {
  /** The exercise that attacks answer, unless they name another. */
  readonly usual: string;
  readonly getRehearsal: () => Rehearsal;
  readonly limits: RehearsalVariation["limits"];
}

function tryAll(all: Readonly<Record<string, Attack>>, { usual, getRehearsal, limits }: Target): void {
  const waiting = Object.keys(all).filter((does) => all[does]?.waits);
  const started = new Map<Attack, Promise<AttackResult[]>>();
  const start = (attack: Attack): Promise<AttackResult[]> => {
    const { exercise = usual, lines, off } = attack;
    // The attack must meet its own limit before the time limit, on a busy machine, too.
    const ample = { ...limits, cellSeconds: 60, totalSeconds: 60 };
    const outcomes =
      started.get(attack) ??
      Promise.all([
        runAttack(getRehearsal(), [exercise, lines], { limits: attack.status === "timeout" ? limits : ample }),
        ...(LONG
          ? [runAttack(getRehearsal(), [exercise, lines], { ...off, limits: { ...ample, ...off.limits } })]
          : []),
      ]);
    started.set(attack, outcomes);
    return outcomes;
  };
  for (const [does, first] of Object.entries(all)) {
    const { exercise = usual, status, says } = first;
    it(`loses its own marks by code that ${does}, gets the reason, and keeps the marks of its honest work${WITHOUT}`, async () => {
      if (first.waits)
        waiting.forEach((other) => {
          const also = all[other];
          if (also) void start(also).catch(() => undefined);
        });
      const [held, free] = await start(first);
      expect(held).to.deep.include({ lost: [exercise] });
      expect([status].flat()).to.include(held?.status);
      expect(held?.hints).to.match(says);
      if (LONG) expect(free).to.deep.include({ status: "graded", lost: [] });
    });
  }
}

describe("a submission that tries to break the run", () => {
  const rehearsal = useRehearsal("plain");
  tryAll(attacks, { usual: CELL, getRehearsal: rehearsal, limits: {} });

  for (const [does, says, lines] of [
    ["ends its process", /ended before it was done/, ["process.exit(0);"]],
    ["ends its process with a status of its own", /ended with exit status 7/, ["process.exit(7);"]],
    ["aborts", /ended/, ["process.abort();"]],
  ] as const) {
    it(`loses its own marks by code that ${does}, gets the reason, and keeps the marks of its honest work; in a process with the judge, nothing would be judged`, async () => {
      const judgeCode = (code: string) =>
        spawnSync(process.execPath, ["-e", `${code}\nconsole.log("judged");`], { encoding: "utf8" }).stdout.trim();
      expect([judgeCode(""), judgeCode(lines.join("\n"))]).to.deep.equal(["judged", ""]);
      const outcome = await runAttack(rehearsal(), [CELL, lines]);
      expect(outcome).to.deep.include({ status: "crashed", lost: [CELL] });
      expect(outcome.hints).to.match(says);
    });
  }
});

const DEEP = `void (${"1 + ".repeat(60_000)}1);`;

describe("a submission that tries to break the run of a lab with a cloud", () => {
  before(function () {
    skipIf(this, LEFT_TO_CI);
  });
  const rehearsal = useRehearsal("cloud");
  tryAll(cloudAttacks, { usual: CLOUD_CELL, getRehearsal: rehearsal, limits: SOONER });

  it("loses only its own marks by code that ends the script's process, and gets the reason", async () => {
    const outcome = await runAttack(rehearsal(), [SCRIPT, ["process.exit(0);", 'const destStreamName = "";']]);
    expect(outcome).to.deep.include({ status: "crashed", lost: [SCRIPT] });
    expect(outcome.hints).to.match(/ended before it was done/);
  });

  it("loses only its own marks by code nested deeper than TypeScript can follow, in a cell or a script, and gets the reason", async () => {
    expect(() =>
      ts.forEachChild(ts.createSourceFile("deep.ts", DEEP, ts.ScriptTarget.Latest), function visit(node) {
        ts.forEachChild(node, visit);
      }),
    ).to.throw(RangeError);
    const cell = await runAttack(rehearsal(), [CLOUD_CELL, [DEEP, HONEST_CLOUD]]);
    expect(cell).to.deep.include({ status: "timeout", lost: [CLOUD_CELL] });
    expect(cell.hints).to.match(/nested too deeply/);
    const script = await runAttack(rehearsal(), [SCRIPT, [DEEP, HONEST_ROUTE]]);
    expect(script.lost).to.deep.equal([SCRIPT]);
    expect(script.hints).to.match(/nested too deeply/);
  });

  it("costs the other exercises their marks only if they don't run again without it", async () => {
    const together = await rehearsal().runForEvidence({ [CLOUD_CELL]: ["process.exit(0);"] });
    expect(together.cloud.buckets).to.deep.equal([]);
    expect((await runAttack(rehearsal(), [CLOUD_CELL, ["process.exit(0);"]])).lost).to.deep.equal([CLOUD_CELL]);
  });
});
