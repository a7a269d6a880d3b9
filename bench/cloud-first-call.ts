import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildCloud } from "../cloud/build.mjs";
import { findFreePort } from "../scripts/start/ports";
import type { Bench, Row } from "./bench";
import { buildCeilingProgram, waitForFirstAnswer, createContestant } from "./contestants";
import { RIVAL_VERSIONS, RIVAL_NAMES, installRivals, startRival } from "./rivals";

const ROUNDS = 7;

/** The time from the start of a process to its first successful answer, in ms. */
async function measureFirstCall(
  start: () => Promise<{ readonly child: ReturnType<typeof spawn>; readonly endpoint: string }>,
): Promise<number> {
  const began = performance.now();
  const { child, endpoint } = await start();
  await waitForFirstAnswer(endpoint);
  const ms = performance.now() - began;
  await createContestant("", child, endpoint).stop();
  return ms;
}

async function onPort(
  args: (port: number) => readonly string[],
): Promise<{ readonly child: ReturnType<typeof spawn>; readonly endpoint: string }> {
  const port = await findFreePort();
  return { child: spawn(process.execPath, args(port), { stdio: "ignore" }), endpoint: `http://127.0.0.1:${port}` };
}

export const cloudFirstCall: Bench = {
  name: "cloud-first-call",
  does: "the start of a process to its first successful call, beside a bare Node server, MiniStack and moto.",
  beside: RIVAL_VERSIONS,
  async run(root) {
    const { cli } = await buildCloud();
    const bin = installRivals(root);
    const folder = mkdtempSync(join(tmpdir(), "labs-bench-"));
    const bare = await buildCeilingProgram(folder);
    const starts: Readonly<Record<string, () => ReturnType<typeof onPort>>> = {
      "lab cloud": () => onPort((port) => [String(cli), "--port", String(port), "--memory"]),
      "ceiling: a bare Node server": () => onPort((port) => [bare, folder, String(port)]),
      ...Object.fromEntries(RIVAL_NAMES.map((name) => [name, () => startRival(name, bin)])),
    };
    const times = new Map(Object.keys(starts).map((name): [string, number[]] => [name, []]));
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const [name, start] of Object.entries(starts)) {
        const ms = await measureFirstCall(start);
        if (round >= 0) times.get(name)?.push(ms);
      }
    }
    rmSync(folder, { recursive: true });
    const ours = times.get("lab cloud") ?? [];
    const rows = [...times].map(([title, values]): Row => ({
      what: title,
      unit: "ms",
      values,
      ...(title === "lab cloud" ? { goal: { atMost: 150 } } : {}),
    }));
    const leads = RIVAL_NAMES.map((name): Row => ({
      what: `  beside ${name}`,
      unit: "×",
      values: (times.get(name) ?? []).map((ms, round) => ms / (ours[round] ?? NaN)),
      goal: { atLeast: 1 },
    }));
    return [...rows, ...leads];
  },
};
