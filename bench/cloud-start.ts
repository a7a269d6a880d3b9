import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildCloud } from "../cloud/build.mjs";
import type { Bench } from "./bench";

const ROUNDS = 15;
/** The ceiling: the steps that no server on Node can leave out. It starts Node, listens, and says so. */
const BARE = `require("node:http").createServer((_, reply) => reply.end("{}")).listen(0, "127.0.0.1", function () { console.log("ready on http://127.0.0.1:" + this.address().port); })`;

export interface Start {
  readonly ms: number;
  readonly residentMb: number;
}

/** Starts a process, and times it up to the line that says it is ready; its memory is that after the first answer. */
export async function start(args: readonly string[]): Promise<Start> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    let text = "";
    while (!text.includes("\n")) text += String((await once(child.stdout, "data"))[0]);
    const ms = performance.now() - began;
    const endpoint = /http:\/\/\S+/.exec(text)?.[0] ?? "";
    await (await fetch(`${endpoint}/_lab/health`)).arrayBuffer();
    return { ms, residentMb: readResidentMb(child.pid ?? 0) };
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
}

function readResidentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

export const cloudStart: Bench = {
  name: "cloud-start",
  does: "the lab cloud's process, from its start to ready, and its memory after the first request (Linux).",
  async run() {
    const { cli } = await buildCloud();
    const data = mkdtempSync(join(tmpdir(), "labs-bench-"));
    const [ours, starts, bare]: [Start[], Start[], Start[]] = [[], [], []];
    const turns = [
      { list: ours, args: [String(cli), "--port", "0", "--memory"] },
      { list: starts, args: [String(cli), "--port", "0", "--data", data, "--keys", "own", "--iam", "on"] },
      { list: bare, args: ["-e", BARE] },
    ];
    // One round before counts: it fills the disk's cache.
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const { list, args } of turns) {
        const first = await start(args);
        if (round >= 0) list.push(first);
      }
      // Another is first in the next round: what ran just before helps or hinders.
      turns.push(...turns.splice(0, 1));
    }
    rmSync(data, { recursive: true });
    const getMs = (list: readonly Start[]) => list.map((start) => start.ms);
    const compareWithBare = (list: readonly Start[]) => list.map((start, round) => start.ms / (bare[round]?.ms ?? NaN));
    const getMb = (list: readonly Start[]) => list.map((start) => start.residentMb);
    return [
      { what: "ready, data in memory", unit: "ms", values: getMs(ours), goal: { atMost: 150 } },
      { what: "ready, as npm start runs it", unit: "ms", values: getMs(starts), goal: { atMost: 150 } },
      { what: "ceiling: a bare Node server", unit: "ms", values: getMs(bare) },
      // Machines differ by half in milliseconds, but little in this ratio.
      {
        what: "  data in memory, times a bare Node server",
        unit: "×",
        values: compareWithBare(ours),
        goal: { atMost: 2 },
      },
      {
        what: "  as npm start runs it, times a bare Node server",
        unit: "×",
        values: compareWithBare(starts),
        goal: { atMost: 2 },
      },
      { what: "memory, as npm start runs it", unit: "MB", values: getMb(starts), goal: { atMost: 80 } },
      { what: "ceiling: memory of a bare Node server", unit: "MB", values: getMb(bare) },
    ];
  },
};
