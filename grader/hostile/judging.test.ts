import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { openGradingCloud } from "../run/grading-cloud";
import { runAttack, CLOUD_CELL, HONEST_CLOUD, LAB, ROOT, useRehearsal } from "./testing/attack";
import { LONG } from "../../cloud/testing/skip";

const fs = 'import * as fs from "node:fs";';
const message = JSON.stringify({ did: "cell", id: "create-cli-stream", ok: true, output: "all tests passed" });

/** Attacks that report themselves as right. They would succeed with a judge that believed the process's own reports. */
const forgeries: Readonly<Record<string, readonly string[]>> = {
  "prints a report": ['console.log("1 passing (1ms)\\n\\n0 failing\\n{\\"score\\": 16, \\"max\\": 16}");'],
  "writes a report to the grader's channel": [fs, `fs.writeSync(3, ${JSON.stringify(`${message}\n`)});`],
  "says what is not a message": [
    fs,
    `for (const said of [{ output: {} }, { error: {} }, { ok: "yes" }, { id: 7 }, { did: "answer" }]) fs.writeSync(3, JSON.stringify({ did: "cell", id: "create-cli-stream", ok: true, output: "", ...said }) + "\\n");`,
  ],
  "writes reports to every descriptor": [
    fs,
    `for (let fd = 0; fd < 64; fd += 1) try { fs.writeSync(fd, ${JSON.stringify(`${message}\n`)}); } catch { /* closed */ }`,
  ],
  "reports when it ends": [fs, `process.on("exit", () => fs.writeSync(3, ${JSON.stringify(`${message}\n`)}));`],
  "patches the AWS clients": [
    'import { KinesisClient } from "@aws-sdk/client-kinesis";',
    "KinesisClient.prototype.send = async () => ({ StreamDescriptionSummary: { StreamStatus: 'ACTIVE' }, StreamNames: [CLI_STREAM] }) as never;",
    HONEST_CLOUD,
  ],
  "patches fetch and the network": [
    "globalThis.fetch = async () => new Response('{}');",
    'import * as http2 from "node:http2";',
    "void http2;",
  ],
  "patches prototypes and comparisons": [
    "Array.prototype.includes = () => true;",
    "Object.is = () => true;",
    "Object.prototype.valueOf = () => true;",
  ],
};

describe("a submission that forges its results", () => {
  const rehearsal = useRehearsal("cloud");

  for (const [does, lines] of Object.entries(forgeries)) {
    it(`earns nothing by code that ${does}, although its process reports that all is well`, async () => {
      const { cells, cloud } = await rehearsal().runForEvidence({ [CLOUD_CELL]: lines });
      const { ok, error } = cells.find(({ id }) => id === "create-cli-stream") ?? {};
      expect([ok, error]).to.deep.equal([true, undefined]);
      expect(cloud.streams.map(({ name }) => name)).not.to.include("de-c2w2lab1-kinesis-data-stream-cli");
    });
  }

  it("earns nothing for reporting success", async () => {
    const { status, lost } = await runAttack(rehearsal(), [CLOUD_CELL, Object.values(forgeries)[1] ?? []]);
    expect([status, lost]).to.deep.equal(["graded", [CLOUD_CELL]]);
  });

  it("loses only its own marks by deleting what the judge looks at", async () => {
    const wipe = [
      'import { KinesisClient, ListStreamsCommand, DeleteStreamCommand } from "@aws-sdk/client-kinesis";',
      "const kinesis = new KinesisClient({});",
      "for (const StreamName of (await kinesis.send(new ListStreamsCommand({}))).StreamNames ?? []) await kinesis.send(new DeleteStreamCommand({ StreamName, EnforceConsumerDeletion: true }));",
    ];
    const last = `${LAB}.create-firehoses`;
    // In the run with all answers, the first exercise's stream is gone; in the run of that exercise alone, it is there.
    expect(
      (await rehearsal().runForEvidence({ [CLOUD_CELL]: [HONEST_CLOUD], [last]: wipe })).cloud.streams.filter(
        ({ status }) => status === "ACTIVE",
      ),
    ).to.deep.equal([]);
    const { exercises } = await rehearsal().grade(
      { [CLOUD_CELL]: [HONEST_CLOUD], [last]: wipe },
      { others: "solution" },
    );
    expect(exercises.filter(({ status }) => status !== "right").map(({ id }) => id)).to.deep.equal([last]);
  });
});

describe("the control endpoints of a submission's cloud", () => {
  const rehearsal = useRehearsal("cloud");
  const sandbox = { confine: () => undefined };

  const orders = {
    clock: ["moves its clock", { advanceSeconds: 1 }],
    journal: ["reads its journal", undefined],
    // Of an operation that neither the lab nor the judge calls: a fault in one that they call would cost marks, or be a fault
    // of the grader.
    faults: ["plans its faults", { service: "sqs", operation: "PurgeQueue", code: "AccessDenied" }],
  } as const;
  for (const [path, [does, body]] of Object.entries(orders)) {
    it(`require a token that a submission does not have: one that ${does} is refused${LONG ? "; in a cloud that asks for none it succeeds" : ""}`, async () => {
      const init =
        body === undefined
          ? {}
          : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
      const lines = [
        `const { ok, status } = await fetch(process.env.AWS_ENDPOINT_URL + "/_lab/${path}", ${JSON.stringify(init)});`,
        "if (!ok) throw new Error(`refused with ${status}`);",
        HONEST_CLOUD,
      ];
      const [held, free] = await Promise.all([
        runAttack(rehearsal(), [CLOUD_CELL, lines]),
        ...(LONG ? [runAttack(rehearsal(), [CLOUD_CELL, lines], { keys: "any" })] : []),
      ]);
      expect([held.lost, /refused with 403/.test(held.hints)], held.hints).to.deep.equal([[CLOUD_CELL], true]);
      if (LONG) expect(free).to.deep.include({ status: "graded", lost: [] });
    });
  }

  it("accept no keys but the run's own, so no submission reaches another's cloud", async () => {
    const [first, second] = [
      await openGradingCloud({ seed: 1, sandbox }),
      await openGradingCloud({ seed: 2, sandbox }),
    ];
    try {
      const list = (credentials: typeof first.credentials) => {
        const kinesis = new Kinesis({ endpoint: first.endpoint, region: first.region, credentials, maxAttempts: 1 });
        return kinesis
          .listStreams({})
          .then(
            () => "ok",
            (error: Error) => error.name,
          )
          .finally(() => {
            kinesis.destroy();
          });
      };
      expect([await list(first.credentials), (await list(second.credentials)) !== "ok"]).to.deep.equal(["ok", true]);
    } finally {
      await first.stop();
      await second.stop();
    }
  });
});

describe("answers that are read back from a notebook", () => {
  const rehearsal = useRehearsal("plain", { harmless: true });
  const listLost = async (answers: Record<string, string[]>) =>
    (await rehearsal().grade(answers, { others: "solution" })).exercises
      .filter(({ status }) => status !== "right")
      .map(({ id }) => id);

  it("earn full marks where they are right, however they are written", async () => {
    expect(
      await listLost({ "99-plain.square": ["return n ** 2;"], "99-plain.limit": ["const LIMIT = 55;"] }),
    ).to.deep.equal([]);
  });

  // Code that judges by a library, a patch that lets all judgments pass, and this patch as lines of a cell, if they
  // differ.
  const all = "for (const name of Object.keys(assert)) assert[name] = () => {};";
  for (const [title, judge, patch, cell] of [
    [
      "chai",
      'require("chai").expect(1).to.equal(2);',
      'require("chai").Assertion.prototype.assert = () => {};',
      '((await import("chai")) as any).Assertion.prototype.assert = () => {};',
    ],
    [
      "mocha",
      'const found = require("mocha"); const Mocha = found.default ?? found; const mocha = new Mocha({ reporter: class {} }); mocha.suite.addTest(new Mocha.Test("t", () => { throw new Error("no"); })); mocha.run((failures) => process.exit(failures));',
      '{ const found = require("mocha"); (found.default ?? found).prototype.run = (done) => { done(0); }; }',
      '((await import("mocha")) as any).default.prototype.run = (done: (failures: number) => void) => { done(0); };',
    ],
    [
      "assert",
      'require("node:assert").strictEqual(1, 2);',
      `{ const assert = require("node:assert"); ${all} }`,
      `const assert: any = require("node:assert"); ${all}`,
    ],
    [
      "JSON",
      'if (JSON.stringify({ a: 1 }) !== JSON.stringify({ a: 2 })) throw new Error("differs");',
      "JSON.stringify = () => 'same';",
      "JSON.stringify = () => 'same';",
    ],
  ] as const) {
    it(`can't use a patched ${title}, which works if judge and submission share a process`, async () => {
      const shareCode = (code: string) =>
        spawnSync(process.execPath, ["--experimental-require-module", "--no-warnings", "-e", code], {
          cwd: ROOT,
          stdio: "ignore",
        }).status;
      expect([shareCode(judge), shareCode(`${patch}\n${judge}`)]).to.deep.equal([1, 0]);
      // The patch itself runs to its end: the cell then declares the wrong value, and is judged by that value.
      const { cells, answers } = await rehearsal().runForEvidence({ "99-plain.limit": [cell, "const LIMIT = 1;"] });
      expect([cells.filter(({ ok }) => !ok), title === "JSON" || answers["limit"]]).to.deep.equal([
        [],
        title === "JSON" || { value: 1 },
      ]);
      expect(await listLost({ "99-plain.limit": [cell, "const LIMIT = 1;"] })).to.deep.equal(["99-plain.limit"]);
    });
  }

  for (const [title, lines] of [
    [
      "an object that says it equals everything",
      ["return { valueOf: () => n * n, equals: () => true, [Symbol.toPrimitive]: () => n * n } as never;"],
    ],
    ["a value made for printing", ["return { toJSON: () => ({ value: n }) } as never;"]],
    ["a proxy", ["return new Proxy({}, { get: () => true, has: () => true }) as never;"]],
    ["the answer to what the notebook asked", ["return [0, 1, 4, 9][n] ?? 9;"]],
    ["text in place of a number", ["return String(n * n) as never;"]],
    ["nothing", ["return undefined as never;"]],
    [
      "what is nested too deeply to be compared",
      ["let deep: unknown = 0; for (let level = 0; level < 2000; level += 1) deep = [deep]; return deep as never;"],
    ],
    [
      "what pollutes prototypes when it is copied",
      [
        'return JSON.parse(\'{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}\') as never;',
      ],
    ],
    ["a promise", ["return Promise.resolve(n) as never;"]],
  ] as const) {
    it(`earn nothing for ${title}`, async () => {
      expect(await listLost({ "99-plain.square": [...lines] })).to.include("99-plain.square");
    });
  }

  it("earn nothing for memorized results, given where it finds that it is graded; with the known seed, they are right", async () => {
    /** The squares of the numbers that the checks ask with a seed. */
    const gradeKnown = (seed: number) =>
      JSON.stringify(
        Object.fromEntries([1, 2, 3].map((n) => (seed * 7919 + n * 104729) % 1000).map((n) => [n, n * n])),
      );
    const gradeByHeart = (seed: number) => [
      `if (process.env["LABS_GRADING"]) return (${gradeKnown(seed)} as Record<number, number>)[n] ?? 0;`,
      "throw new Error('not graded');",
    ];
    expect(await listLost({ "99-plain.square": gradeByHeart(2) })).to.include("99-plain.square");
    expect(await listLost({ "99-plain.square": gradeByHeart(1) })).not.to.include("99-plain.square");
  });

  it("are plain data for the judge: an always-equal object would pass if objects were handed over", async () => {
    const always = { valueOf: () => 49, [Symbol.toPrimitive]: () => 49 };
    expect((always as unknown as number) - 49).to.equal(0);
    const { answers } = await rehearsal().runForEvidence({
      "99-plain.square": ["return { valueOf: () => n * n } as never;"],
    });
    expect(answers["square-0"]).to.deep.equal({ value: {} });
  });
});
