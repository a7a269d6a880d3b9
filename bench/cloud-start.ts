import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildCloud } from "../cloud/build.mjs";
import { findFreePort } from "../scripts/start/ports";
import { getRatios, takeTurns, type Bench, type Row } from "./bench";
import { createContestant, readAnnouncement, waitForFirstAnswer } from "./contestants";
import { RIVAL_NAMES, RIVAL_VERSIONS, installRivals, startRival } from "./rivals";

const ROUNDS = 9;
/** The ceiling: the steps that no server on Node can leave out. It starts Node, listens, and says so. */
const BARE = `require("node:http").createServer((_, reply) => reply.end("{}")).listen(Number(process.argv[1] ?? 0), "127.0.0.1", function () { console.log("ready on http://127.0.0.1:" + this.address().port); })`;

interface Start {
  /** From the start of the process to the line that says it is ready, or to its first successful answer. */
  readonly ms: number;
  /** After the first answer. */
  readonly memoryMb: number;
}

/** Times a process up to the line that says it is ready. */
async function measureReady(args: readonly string[]): Promise<Start> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const endpoint = await readAnnouncement(child.stdout);
  const ms = performance.now() - began;
  await (await fetch(`${endpoint}/_lab/health`)).arrayBuffer();
  return stop(child, endpoint, ms);
}

/** Times a process up to its first successful answer, since not every program says when it is ready. */
async function measureFirstCall(start: () => Promise<{ child: ChildProcess; endpoint: string }>): Promise<Start> {
  const began = performance.now();
  const { child, endpoint } = await start();
  await waitForFirstAnswer(endpoint);
  return stop(child, endpoint, performance.now() - began);
}

async function stop(child: ChildProcess, endpoint: string, ms: number): Promise<Start> {
  const contestant = createContestant("", child, endpoint);
  const memoryMb = contestant.readMemoryMb();
  await contestant.stop();
  return { ms, memoryMb };
}

async function startOnFreePort(createArgs: (port: number) => readonly string[]) {
  const port = await findFreePort();
  const child = spawn(process.execPath, createArgs(port), { stdio: "ignore" });
  return { child, endpoint: `http://127.0.0.1:${port}` };
}

export const cloudStart: Bench = {
  name: "cloud-start",
  does: "the lab cloud's process, from its start to ready and to its first successful call, and its memory after that, beside a bare Node server, MiniStack and moto.",
  beside: RIVAL_VERSIONS,
  async run(root) {
    const { cli } = await buildCloud();
    const data = mkdtempSync(join(tmpdir(), "labs-bench-"));
    const ready = await takeTurns(
      {
        ours: () => measureReady([String(cli), "--port", "0", "--data", data, "--keys", "own", "--iam", "on"]),
        bare: () => measureReady(["-e", BARE]),
      },
      { rounds: ROUNDS },
    );
    rmSync(data, { recursive: true });
    const rivals = process.env["BENCH_RIVALS"] === "none" ? [] : RIVAL_NAMES;
    const bin = rivals.length === 0 ? "" : installRivals(root);
    const called = await takeTurns<string, Start>(
      {
        ours: () =>
          measureFirstCall(() => startOnFreePort((port) => [String(cli), "--port", String(port), "--memory"])),
        bare: () => measureFirstCall(() => startOnFreePort((port) => ["-e", BARE, String(port)])),
        ...Object.fromEntries(rivals.map((name) => [name, () => measureFirstCall(() => startRival(name, bin))])),
      },
      { rounds: ROUNDS },
    );
    const getMs = (starts: readonly Start[] = []): number[] => starts.map(({ ms }) => ms);
    const getMb = (starts: readonly Start[]): number[] => starts.map(({ memoryMb }) => memoryMb);
    return [
      { what: "ready, as npm start runs it", unit: "ms", values: getMs(ready.ours), goal: { atMost: 150 } },
      { what: "ceiling: ready, a bare Node server", unit: "ms", values: getMs(ready.bare) },
      // Machines differ by half in milliseconds, but little in this ratio.
      {
        what: "ready, times a bare Node server",
        unit: "×",
        values: getRatios(getMs(ready.ours), getMs(ready.bare)),
        goal: { atMost: 2 },
      },
      { what: "memory, as npm start runs it", unit: "MB", values: getMb(ready.ours), goal: { atMost: 80 } },
      { what: "ceiling: memory of a bare Node server", unit: "MB", values: getMb(ready.bare) },
      { what: "first call, data in memory", unit: "ms", values: getMs(called["ours"]), goal: { atMost: 150 } },
      { what: "ceiling: first call of a bare Node server", unit: "ms", values: getMs(called["bare"]) },
      ...rivals.map((name): Row => ({
        what: `first call, beside ${name}`,
        unit: "×",
        values: getRatios(getMs(called[name]), getMs(called["ours"])),
        goal: { atLeast: 1 },
      })),
    ];
  },
};
