import { rm, writeFile } from "node:fs/promises";
import { basename, join, posix } from "node:path";
import type { CompiledScript } from "../compile/requests";
import { NO_CLOUD } from "../evidence/evidence";
import { journalLines } from "../evidence/journal-lines";
import type { RunEvidence, ScriptEvidence } from "../evidence/evidence";
import { plainText } from "../plain-text";
import { WRITABLE_INSIDE } from "../sandbox/bubblewrap";
import type { Ended } from "../sandbox/process";
import { startCode } from "./code-runner";
import type { CodeSettings, Supervision } from "./code-runner";
import type { Plan, ScriptPlan } from "./plan";
import type { RunSettings } from "./run-cells";
import { scratch } from "./scratch";
import { leftIn, openRunEnvironment } from "./run-environment";
import { watchCloud } from "./watch-cloud";

/** Where the script's JavaScript lies in the sandbox, as a path in the project. */
const SCRIPT_INSIDE = "run/script.mjs";

/**
 * Runs a script in a sandbox against a fresh lab cloud of its own, until it has done its work, and collects what it leaves
 * behind.
 *
 * @param compiling the script, from the compiler
 * @param plans    the lab's, and what it says of the script
 */
export async function runScript(
  compiling: Promise<CompiledScript | undefined>,
  { plan, script }: { plan: Plan; script: ScriptPlan },
  settings: RunSettings,
): Promise<RunEvidence> {
  const compiled = await compiling;
  const remarks = compiled?.remarks ?? {};
  const bundled = compiled?.script ?? {
    problem: `${script.path} takes too long to compile, or is nested too deeply.`,
  };
  if ("problem" in bundled) return withRemarks(nothingRan(script.path, bundled.problem), remarks);
  const folder = scratch("script");
  // Unconfined, it must lie in the project, where Node finds the packages.
  const outside = settings.sandbox.isConfined
    ? join(folder, "script.mjs")
    : join(settings.root, ".labs", `${basename(folder)}.mjs`);
  try {
    await writeFile(outside, bundled.js);
    const environment = await openRunEnvironment(plan, settings);
    const watch = watchCloud(environment, settings.sandbox.limits);
    try {
      const ownFolder = settings.sandbox.isConfined ? WRITABLE_INSIDE : folder;
      return withRemarks(await runBundle({ outside, ownFolder }, script, { ...settings, environment, watch }), remarks);
    } finally {
      watch.end();
      await environment.close();
    }
  } finally {
    await rm(outside, { force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

async function runBundle(
  { outside, ownFolder }: { readonly outside: string; readonly ownFolder: string },
  plan: ScriptPlan,
  settings: RunSettings & Pick<CodeSettings, "environment"> & Pick<Supervision, "watch">,
): Promise<RunEvidence> {
  const { sandbox, environment, watch, signal, tell } = settings;
  tell?.(`Running ${plan.path}`);
  if (environment.stage) await plan.prepare?.(environment.stage);
  environment.begin();
  let looked = -1;
  let found = false;
  // Asked with each wait, of which there may be thousands: only new calls can make a difference.
  const isDone = (): boolean => {
    if (looked !== environment.asked()) found = plan.isDone?.(environment.calls()) ?? false;
    looked = environment.asked();
    return found;
  };
  const startedAt = Date.now();
  const code = startCode({
    sandbox,
    environment,
    files: [{ path: SCRIPT_INSIDE, outside }],
  });
  code.begin({
    watch,
    signal,
    onWait: () => {
      if (isDone()) code.kill({ end: "done", why: "" });
    },
  });
  await code.ready();
  code.send({
    run: "script",
    file: sandbox.isConfined ? posix.join(sandbox.root, SCRIPT_INSIDE) : outside,
    args: plan.args?.(ownFolder) ?? [],
  });
  const ended = await code.ended;
  tell?.(`Looking at what ${plan.path} has left`);
  const output = code.output();
  const script: ScriptEvidence = {
    path: plan.path,
    startedAt,
    endedAt: Date.now(),
    output: plainText(output),
    ...outcome(ended, output, isDone() || !plan.isDone),
  };
  const calls = environment.calls();
  const journal = journalLines(calls);
  const left = await watch.unlessTooMuch(() => leftIn(environment, (stage) => plan.after?.(stage, calls)));
  if ("why" in left) {
    return {
      cells: [],
      scripts: [{ ...script, end: "crashed", error: left.why }],
      seen: {},
      answers: {},
      end: "crashed",
      journal,
      cloud: NO_CLOUD,
    };
  }
  return { ...left, cells: [], scripts: [script], answers: {}, end: script.end, journal };
}

/** Ending with an error status is a script's way of throwing: its work is judged, and its last words say what was wrong. */
function outcome(
  { end, why, code = 0 }: Ended,
  output: string,
  isDone: boolean,
): Pick<ScriptEvidence, "end" | "error"> {
  if (end === "done" || (end === "crashed" && code === 0 && isDone)) return { end: "done" };
  if (end === "crashed" && code > 0 && code < 128) return { end: "done", error: plainText(lastWords(output) ?? why) };
  return { end, error: why };
}

/** The message of the error that ended a script, without the stack that Node prints around it. */
function lastWords(output: string): string | undefined {
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !/^\s+at |^Node\.js v/.test(line));
  return lines.findLast((line) => /^(Uncaught )?\w*Error\b/.test(line)) ?? lines.at(-1);
}

function withRemarks(run: RunEvidence, remarks: CompiledScript["remarks"]): RunEvidence {
  if (Object.keys(remarks).length === 0) return run;
  return { ...run, scripts: run.scripts.map((script) => ({ ...script, remarks })) };
}

function nothingRan(path: string, error: string): RunEvidence {
  const script: ScriptEvidence = { path, end: "done", error, output: "", startedAt: 0, endedAt: 0 };
  return { cells: [], scripts: [script], seen: {}, answers: {}, end: "done", journal: [], cloud: NO_CLOUD };
}
