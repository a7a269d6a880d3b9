import { rm, writeFile } from "node:fs/promises";
import { basename, join, posix } from "node:path";
import type { JournalEntry } from "../../cloud/index";
import type { CompiledScript } from "../compile/requests";
import { NO_CLOUD, type RunEvidence, type ScriptEvidence } from "../evidence/evidence";
import { toJournalLines } from "../evidence/journal-lines";
import { toPlainText } from "../core/plain-text";
import { WRITABLE_INSIDE } from "../sandbox/bubblewrap";
import { openDoorbell, type CloudDoorbell } from "./cloud-doorbell";
import { startCode, appendLastCall, type CodeRunner, type CodeSettings, type Supervision } from "./code-runner";
import type { Plan, ScriptPlan } from "./plan";
import { GRADING_REGION } from "./region";
import type { RunSettings } from "./run-cells";
import { createScratchFolder } from "../sandbox/scratch";
import { createCrashed, runActs, type EndedProcess } from "./run-acts";
import { collectFinalState, openRunEnvironment, type RunEnvironment } from "./run-environment";
import { awaitAnswers, lookAtAnswers } from "./script-answers";
import { getOutcome } from "./script-outcome";
import { watchCloud } from "./watch-cloud";

/** Path of the script's JavaScript in the sandbox, relative to the project. */
const SCRIPT_INSIDE = "run/script.mjs";

/**
 * Runs a script in a sandbox with a fresh lab cloud, until the script has done its work, and collects the evidence.
 *
 * @param compiling the script, from the compiler
 * @param plans    the lab's plan, and its plan of the script
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
  if ("problem" in bundled) return addRemarks(createNothingRan(script.path, bundled.problem), remarks);
  const folder = createScratchFolder("script");
  // Without a sandbox the script must lie in the project, where Node finds the packages.
  const outside = settings.sandbox.isConfined
    ? join(folder, "script.mjs")
    : join(settings.root, ".labs", `${basename(folder)}.mjs`);
  try {
    await writeFile(outside, bundled.js);
    const source = await writeSource(bundled.source, folder, settings);
    const files = { outside, source, ownFolder: settings.sandbox.isConfined ? WRITABLE_INSIDE : folder };
    return addRemarks(await runWhereItMust(files, { plan, script }, settings), remarks);
  } finally {
    await rm(outside, { force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the script's text to a file that the sandbox shows instead of the script as it was handed out. */
async function writeSource(
  source: string | undefined,
  folder: string,
  { sandbox }: RunSettings,
): Promise<string | undefined> {
  if (source === undefined || !sandbox.isConfined) return undefined;
  const file = join(folder, "source.ts");
  await writeFile(file, source);
  return file;
}

interface Files {
  /** Path of the script's JavaScript on this machine. */
  readonly outside: string;
  /** Path of the script's text on this machine; undefined if the sandbox shows it as it was handed out. */
  readonly source: string | undefined;
  /** The script's own folder, removed after the run. */
  readonly ownFolder: string;
}

interface Plans {
  readonly plan: Plan;
  readonly script: ScriptPlan;
}

/**
 * A script with questions first runs without a cloud, since few such scripts call one. If this script calls it, it runs
 * again with a cloud.
 */
async function runWhereItMust(files: Files, plans: Plans, settings: RunSettings): Promise<RunEvidence> {
  const { cloud } = plans.plan;
  if (plans.script.questionPlan && cloud !== "none") {
    const bell = await openDoorbell(settings.sandbox, cloud?.region ?? GRADING_REGION);
    try {
      const run = await runScriptIn(await openRunEnvironment({ cloud: "none" }, settings), files, {
        ...plans,
        settings,
        bell,
      });
      if (!bell.hasRung()) return run;
    } finally {
      bell.close();
    }
  }
  return runScriptIn(await openRunEnvironment(plans.plan, settings), files, { ...plans, settings });
}

interface RunningScript extends Plans {
  readonly settings: RunSettings;
  /** Used instead of the environment's cloud, if the environment has none. */
  readonly bell?: CloudDoorbell;
}

async function runScriptIn(environment: RunEnvironment, files: Files, running: RunningScript): Promise<RunEvidence> {
  const watch = watchCloud(environment, running.settings.sandbox.limits, running.plan);
  try {
    return await runBundle(files, running, { environment, watch });
  } finally {
    watch.end();
    await environment.close();
  }
}

async function runBundle(
  files: Files,
  running: RunningScript,
  supervised: Pick<CodeSettings, "environment"> & Pick<Supervision, "watch">,
): Promise<RunEvidence> {
  const { plan, script, settings } = running;
  const { environment, watch } = supervised;
  settings.report?.(`Running ${script.path}`);
  if (environment.stage) await script.prepare?.(environment.stage);
  environment.begin();
  if (script.acts) {
    const { path, acts } = script;
    return runActs({ path, acts }, { environment, watch }, (args) =>
      runProcess(files, running, { ...supervised, args }),
    );
  }
  const isDone = createDoneCheck(script, environment);
  const { startedAt, ended, output, json } = await runProcess(files, running, { ...supervised, isDone });
  settings.report?.(`Looking at what ${script.path} has left`);
  const ran: ScriptEvidence = {
    path: script.path,
    startedAt,
    endedAt: Date.now(),
    output: toPlainText(output),
    ...getOutcome(ended, output, isDone() || !script.isDone),
  };
  const calls = environment.getCalls();
  const journal = toJournalLines(calls);
  const look = () => collectAnswers({ plan, script }, { json, calls }, { ...settings, environment });
  const left = await watch.runWithinLimits(look);
  if ("why" in left) return createCrashed({ ...ran, end: "crashed", error: left.why }, journal);
  return { ...left, cells: [], scripts: [ran], answers: {}, end: ran.end, journal };
}

interface ProcessSupervision extends Pick<CodeSettings, "environment">, Pick<Supervision, "watch"> {
  readonly isDone?: () => boolean;
  /** Instead of the plan's own arguments. */
  readonly args?: readonly string[];
}

/** Runs one process of the script to its end. */
async function runProcess(
  { outside, source, ownFolder }: Files,
  { script, settings, bell }: RunningScript,
  { environment, watch, isDone, args }: ProcessSupervision,
): Promise<EndedProcess> {
  const { sandbox, signal } = settings;
  const startedAt = Date.now();
  const code = startCode({
    sandbox,
    environment,
    cloud: bell?.cloud,
    files: [{ path: SCRIPT_INSIDE, outside }, ...(source ? [{ path: script.path, outside: source }] : [])],
  });
  code.begin({
    watch,
    signal,
    onWait: () => {
      if (isDone?.()) code.kill({ end: "done", why: "" });
    },
  });
  void bell?.rung.then(() => {
    code.kill({ end: "crashed", why: "It runs again, with a cloud." });
  });
  await code.waitUntilReady();
  const file = sandbox.isConfined ? posix.join(sandbox.root, SCRIPT_INSIDE) : outside;
  const plan = args ? { getArgs: () => args } : script;
  const json = await beginScript(code, plan, { file, ownFolder, settings });
  const ended = await code.ended;
  return {
    startedAt,
    ended: { ...ended, why: appendLastCall(ended.why, environment) },
    output: code.getOutput(),
    json,
  };
}

/**
 * Whether the script has done its work. It is asked at each wait, and there may be thousands: the plan is asked again
 * only after new calls.
 */
function createDoneCheck({ isDone }: ScriptPlan, environment: RunEnvironment): () => boolean {
  let looked = -1;
  let found = false;
  return () => {
    if (looked !== environment.countCalls()) found = isDone?.(environment.getCalls()) ?? false;
    looked = environment.countCalls();
    return found;
  };
}

interface ScriptStart {
  /** Path of the script's JavaScript inside the sandbox. */
  readonly file: string;
  readonly ownFolder: string;
  readonly settings: RunSettings;
}

/** Makes the process run the script. @returns for a script with questions, its answers */
async function beginScript(
  code: CodeRunner,
  { questionPlan, getArgs }: Pick<ScriptPlan, "questionPlan" | "getArgs">,
  { file, ownFolder, settings: { seed, sandbox } }: ScriptStart,
): Promise<string | undefined> {
  if (!questionPlan) {
    code.send({ run: "script", file, args: getArgs?.(ownFolder) ?? [] });
    return undefined;
  }
  code.send({ run: "asked", file, questions: questionPlan.createQuestions(seed) });
  return awaitAnswers(code, sandbox.limits.totalSeconds);
}

async function collectAnswers(
  { plan, script: { questionPlan, collectAfter } }: Plans,
  { json, calls }: { readonly json: string | undefined; readonly calls: readonly JournalEntry[] },
  settings: RunSettings & { readonly environment: RunEnvironment },
): Promise<Pick<RunEvidence, "seen" | "cloud">> {
  const { environment } = settings;
  if (!questionPlan) return collectFinalState(environment, (stage) => collectAfter?.(stage, calls));
  return { seen: await lookAtAnswers(json, { plan, questionPlan }, settings), cloud: await environment.collect() };
}

function addRemarks(run: RunEvidence, remarks: CompiledScript["remarks"]): RunEvidence {
  if (Object.keys(remarks).length === 0) return run;
  return { ...run, scripts: run.scripts.map((script) => ({ ...script, remarks })) };
}

function createNothingRan(path: string, error: string): RunEvidence {
  const script: ScriptEvidence = { path, end: "done", error, output: "", startedAt: 0, endedAt: 0 };
  return { cells: [], scripts: [script], seen: {}, answers: {}, end: "done", journal: [], cloud: NO_CLOUD };
}
