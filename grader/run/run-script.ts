import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, posix } from "node:path";
import { collectCloud } from "../evidence/collect";
import { journalLines } from "../evidence/journal-lines";
import type { RunEvidence, ScriptEvidence } from "../evidence/evidence";
import { plainText } from "../plain-text";
import type { Ended } from "../sandbox/process";
import { bundleScript } from "./bundle-script";
import { startCode } from "./code-runner";
import { openGradingCloud } from "./grading-cloud";
import type { GradingCloud } from "./grading-cloud";
import type { ScriptPlan } from "./plan";
import type { RunSettings } from "./run-cells";

/** Where the script's JavaScript lies in the sandbox, as a path in the project. */
const SCRIPT_INSIDE = "run/script.mjs";

/**
 * Runs a script in a sandbox against a fresh lab cloud of its own, until it has done its work, and collects what it leaves
 * behind.
 *
 * @param text the script, as it would lie at its path in the project
 */
export async function runScript(text: string, plan: ScriptPlan, settings: RunSettings): Promise<RunEvidence> {
  const folder = await mkdtemp(join(tmpdir(), "labs-script-"));
  try {
    // Unconfined, it must lie in the project, where Node finds the packages.
    const outside = settings.sandbox.isConfined ? join(folder, "script.mjs") : join(settings.root, ".labs", `${basename(folder)}.mjs`);
    const problem = await bundleScript(text, { root: settings.root, path: plan.path, outside, driver: plan.driver });
    if (problem !== undefined) return nothingRan(plan.path, problem);
    const cloud = await openGradingCloud(settings);
    try {
      return await runBundle(outside, plan, { ...settings, cloud });
    } finally {
      await cloud.stop();
      await rm(outside, { force: true });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runBundle(outside: string, plan: ScriptPlan, settings: RunSettings & { readonly cloud: GradingCloud }): Promise<RunEvidence> {
  const { sandbox, cloud, slot } = settings;
  await plan.prepare(cloud.stage);
  const given = cloud.journal.after(0).at(-1)?.n ?? 0;
  const calls = () => cloud.journal.after(given);
  const startedAt = Date.now();
  const code = startCode({
    sandbox, cloud, slot, files: [{ path: SCRIPT_INSIDE, outside }],
    onWait: () => { if (plan.isDone(calls())) code.kill({ end: "done", why: "" }); },
  });
  await code.ready();
  code.give({ run: "script", file: sandbox.isConfined ? posix.join(sandbox.root, SCRIPT_INSIDE) : outside, args: plan.args });
  const ended = await code.ended;
  const output = code.output();
  const script: ScriptEvidence = {
    path: plan.path, startedAt, endedAt: Date.now(), output: plainText(output), ...outcome(ended, output, plan.isDone(calls())),
  };
  const journal = journalLines(calls());
  const seen = (await plan.after?.(cloud.stage)) ?? {};
  return { cells: [], scripts: [script], seen, end: script.end, journal, cloud: await collectCloud(cloud.stage) };
}

/** Ending with an error status is a script's way of throwing: its work is judged, and its last words say what was wrong. */
function outcome({ end, why, code = 0 }: Ended, output: string, isDone: boolean): Pick<ScriptEvidence, "end" | "error"> {
  if (end === "done" || (code === 0 && isDone)) return { end: "done" };
  if (end === "crashed" && code > 0 && code < 128) return { end: "done", error: plainText(lastWords(output) ?? why) };
  return { end, error: why };
}

/** The message of the error that ended a script, without the stack that Node prints around it. */
function lastWords(output: string): string | undefined {
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !/^\s+at |^Node\.js v/.test(line));
  return lines.findLast((line) => /^(Uncaught )?\w*Error\b/.test(line)) ?? lines.at(-1);
}

function nothingRan(path: string, error: string): RunEvidence {
  const script: ScriptEvidence = { path, end: "done", error, output: "", startedAt: 0, endedAt: 0 };
  return { cells: [], scripts: [script], seen: {}, end: "done", journal: [], cloud: { account: "", streams: [], buckets: [], firehoses: [] } };
}
