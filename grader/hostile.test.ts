import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { openRehearsal } from "./rehearsal";
import type { Rehearsal } from "./rehearsal";
import { whyNotConfined } from "./sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "./sandbox/limits";

const ROOT = join(import.meta.dirname, "..");
const LAB = "01-streaming-ingestion";
const CELL = `${LAB}.create-cli-stream`;
const SCRIPT = `${LAB}.route`;
const limits = { cellSeconds: 4, totalSeconds: 8 };

/** Tries an attack in place of an honest answer. */
async function attack(rehearsal: Rehearsal | undefined, exercise: string, lines: readonly string[]) {
  if (!rehearsal) throw new Error("The rehearsal is not open.");
  const { status, exercises } = await rehearsal.grade({ [exercise]: lines }, { others: "solution" });
  const lost = exercises.filter((one) => one.status !== "right").map(({ id }) => id);
  const own = exercises.find(({ id }) => id === exercise);
  return { status, lost, score: own?.score, hints: own?.claims.map(({ hint = "" }) => hint).join(" ") ?? "" };
}

describe("a submission that wants to break the run", function () {
  this.timeout(60_000);
  let rehearsal: Rehearsal | undefined;
  before(async function () {
    // Unconfined, some of this would do real harm to the machine that runs the tests.
    if (whyNotConfined(DEFAULT_LIMITS) !== undefined) this.skip();
    rehearsal = await openRehearsal({ root: ROOT, lab: LAB, limits, unsafe: false });
  });
  after(() => rehearsal?.close());

  const cases: readonly (readonly [does: string, exercise: string, status: string, says: RegExp, lines: readonly string[]])[] = [
    ["ends its process", CELL, "crashed", /ended before it was done/, ["process.exit(0);"]],
    ["ends its process with a status of its own", CELL, "crashed", /ended with exit status 7/, ["process.exit(7);"]],
    ["aborts", CELL, "crashed", /ended/, ["process.abort();"]],
    ["loops for ever", CELL, "timeout", /more than 4 s/, ["for (;;) { }"]],
    ["waits for what never comes", CELL, "timeout", /more than 4 s/, ["await new Promise(() => undefined);"]],
    ["fills the heap", CELL, "out-of-memory", /memory/, ["const all: number[][] = [];", "for (;;) all.push(new Array(1e6).fill(0.5));"]],
    ["prints without end", CELL, "crashed", /printed more than 8 MiB/, ['import * as fs from "node:fs";', 'for (;;) try { fs.writeSync(1, "x".repeat(1e6)); } catch { /* full */ }']],
    ["floods the grader's channel", CELL, "crashed", /grader's own channel/, ['import * as fs from "node:fs";', 'for (;;) try { fs.writeSync(3, "x".repeat(1e5)); } catch { /* full */ }']],
    ["ends the script's process", SCRIPT, "crashed", /ended before it was done/, ["process.exit(0);", 'const destStreamName = "";']],
    ["loops for ever in the script", SCRIPT, "timeout", /more than 8 s/, ['const destStreamName = "";', "for (;;) { }"]],
  ];
  for (const [does, exercise, status, says, lines] of cases) {
    it(`by code that ${does}: is told so, and its honest work keeps its marks`, async () => {
      const outcome = await attack(rehearsal, exercise, lines);
      expect(outcome).to.deep.include({ status, lost: [exercise], score: 0 });
      expect(outcome.hints).to.match(says);
    });
  }

  it("by signals to all processes ends only itself", async () => {
    const outcome = await attack(rehearsal, CELL, ["for (const pid of [process.ppid, 1, -1]) try { process.kill(pid, 9); } catch { /* not allowed */ }"]);
    expect(outcome.lost).to.deep.equal([CELL]);
  });
});

describe("a submission that wants marks for nothing", function () {
  this.timeout(60_000);
  let confined: Rehearsal | undefined;
  let unsafe: Rehearsal | undefined;
  before(async function () {
    if (whyNotConfined(DEFAULT_LIMITS) !== undefined) this.skip();
    confined = await openRehearsal({ root: ROOT, lab: LAB, limits, unsafe: false });
    unsafe = await openRehearsal({ root: ROOT, lab: LAB, limits, unsafe: true });
  });
  after(async () => {
    await confined?.close();
    await unsafe?.close();
  });

  it("cannot read the solution, which it could without the sandbox", async () => {
    const lines = [
      'import * as fs from "node:fs";',
      `const source = fs.readFileSync(${JSON.stringify(join(ROOT, "course", LAB, "lab.ts"))}, "utf8");`,
      'const line = /^await (createKinesisDataStream\\(\\{ streamName: CLI_STREAM.*?\\}\\));/m.exec(source)?.[1] ?? "";',
      'await new Function("createKinesisDataStream", "CLI_STREAM", "return " + line)(createKinesisDataStream, CLI_STREAM);',
    ];
    expect(await attack(confined, CELL, lines)).to.deep.include({ status: "graded", lost: [CELL], score: 0 });
    expect(await attack(unsafe, CELL, lines)).to.deep.include({ status: "graded", lost: [] });
  });

  it("cannot have the trusted compiler carry the solution in", async () => {
    const cell = await attack(confined, CELL, ['const lab = await import("./course/01-streaming-ingestion/grading-plan");', "await lab.gradingPlan.prepare(lab as never);"]);
    expect(cell.lost).to.deep.equal([CELL]);
    const script = await attack(confined, SCRIPT, [`const { default: own } = await import("../../solutions/src/etl/consumer_Solution");`, "const destStreamName = own;"]);
    expect(script.lost).to.deep.equal([SCRIPT]);
    expect(script.hints).to.match(/Only packages and files of src\/ can be imported/);
  });

  it("cannot write results, nor anything else outside its own memory", async () => {
    const file = join(tmpdir(), `labs-hostile-${process.pid}.json`);
    const lines = ['import * as fs from "node:fs";', `fs.writeFileSync(${JSON.stringify(file)}, "{}");`];
    await attack(confined, CELL, lines);
    expect(existsSync(file)).to.equal(false);
    await attack(unsafe, CELL, lines);
    expect(existsSync(file)).to.equal(true);
    await rm(file);
  });

  it("cannot write into the project", async () => {
    const { score, hints } = await attack(confined, CELL, ['import * as fs from "node:fs";', 'fs.writeFileSync("src/index.ts", "");']);
    expect([score, /EROFS|EACCES/.test(hints)]).to.deep.equal([0, true]);
  });

  describe("over the network", () => {
    let server: Server;
    let visits = 0;
    before(async () => {
      server = createServer((socket) => { visits += 1; socket.destroy(); });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });
    after(() => { server.close(); });

    it("reaches nothing on this machine, which it could without the sandbox", async () => {
      const { port } = server.address() as AddressInfo;
      const lines = [`await fetch("http://127.0.0.1:${port}/").catch(() => undefined);`];
      await attack(confined, CELL, lines);
      expect(visits).to.equal(0);
      await attack(unsafe, CELL, lines);
      expect(visits).to.be.greaterThan(0);
    });
  });

  it("cannot say of itself that it is done", async () => {
    const told = JSON.stringify({ did: "cell", id: "create-cli-stream", ok: true, output: "all right" });
    const outcome = await attack(confined, CELL, ['import * as fs from "node:fs";', `fs.writeSync(3, ${JSON.stringify(`${told}\n`)});`]);
    expect(outcome).to.deep.include({ lost: [CELL], score: 0 });
  });

  it("cannot turn the judge's tools, which run elsewhere", async () => {
    const outcome = await attack(confined, CELL, [
      "JSON.stringify = () => '{}';", "Array.prototype.includes = () => true;", "Object.is = () => true;", "globalThis.fetch = async () => new Response('{}');",
    ]);
    expect(outcome).to.deep.include({ lost: [CELL], score: 0 });
  });

  it("cannot use the cloud's control endpoints", async () => {
    const outcome = await attack(confined, `${LAB}.create-firehoses`, [
      'for (const path of ["reset", "clock", "faults"]) {',
      '  await fetch(process.env.AWS_ENDPOINT_URL + "/_lab/" + path, { method: "POST", body: "{}", headers: { "content-type": "application/json" } });',
      "}",
    ]);
    expect(outcome.lost).to.deep.equal([`${LAB}.create-firehoses`]);
  });
});
