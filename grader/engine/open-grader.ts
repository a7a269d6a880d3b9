import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundleGrader } from "../core/bundle.mjs";
import { createCompiler } from "../compile/compiler";
import { startCompilerProcess } from "../compile/compiler-process";
import { getSnapshot } from "../compile/snapshot";
import type { AskCompiler } from "../compile/requests";
import { explainNotConfined } from "../sandbox/bubblewrap";
import { DEFAULT_LIMITS, type Limits } from "../sandbox/limits";
import { createSandbox, type Sandbox } from "../sandbox/sandbox";
import { getHandedOutScripts } from "../merge/lab-scripts";
import { isRecorded } from "../class-copy/recorded-lab";
import { createGradedLab, type GradedLab } from "./lab";
import type { Grading } from "./grading";
import { NotConfinedError } from "./faults";
import { createStoredLists } from "./stored-json";
import { getStoredPath, runSolution } from "./solution";
import { getExercises } from "../judge/exercise";
import { getPlan } from "../run/plan";
import type { RunSettings } from "../run/run-cells";
import { loadRunEnvironment } from "../run/run-environment";

export interface GraderOptions {
  /** Absolute path of the project. */
  readonly root: string;
  /** `01-streaming-ingestion` */
  readonly lab: string;
  readonly seed: number;
  /** The folder whose `course/` holds the lab, if it is not the project's own. */
  readonly labRoot?: string | undefined;
  /** Runs submissions without bubblewrap, with all rights of this user. */
  readonly unsafe: boolean;
  readonly visibleOnly?: boolean;
  readonly limits?: Partial<Limits> | undefined;
  /** The compiler's process, if several graders share one; its own process, if not given. */
  readonly askCompiler?: AskCompiler | undefined;
}

/** Changes to the usual limits and confinement of runs, for tests. */
export interface Variation {
  readonly unsafe?: boolean;
  readonly limits?: Partial<Limits>;
  /** Which access keys a run's cloud accepts. `any`: all keys, and its control endpoints need no token. */
  readonly keys?: "any";
}

/** A grader for one lab and seed, its solution judged, ready for submissions. */
export interface Grader {
  readonly grading: Grading;
  /** `streaming-ingestion-labs 0.1.0` */
  readonly version: string;
  getSettings(): RunSettings;
  /** The same grader with other limits, or without the sandbox, to test what each of them prevents. */
  vary(variation: Variation): Promise<() => RunSettings>;
  close(): Promise<void>;
}

/**
 * Opens a grader: reads the lab and its checks, prepares the sandbox, runs and judges the solution.
 *
 * @throws NotConfinedError, GraderFault (the solution does not earn full marks), CourseError
 */
export async function openGrader({
  root,
  lab,
  seed,
  unsafe,
  visibleOnly = false,
  limits: limitOverrides,
  askCompiler,
  ...rest
}: GraderOptions): Promise<Grader> {
  const { labRoot = root } = rest;
  // The SDK warns of old Node versions, which does not concern an instructor.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const limits = { ...DEFAULT_LIMITS, ...limitOverrides };
  if (!unsafe) assertCanConfine(limits);
  const programs = await bundleGrader(root);
  const compiler = askCompiler
    ? undefined
    : startCompilerProcess({
        program: programs.compiler,
        root,
        maxSeconds: limits.compileSeconds,
        snapshot: getSnapshot(programs, { root, lab, labRoot }),
      });
  const ask = askCompiler ?? compiler?.askCompiler ?? rejectCompiling;
  const reading = createCompiler(ask, root).readLab(lab, labRoot);
  const scripts = reading.then(getHandedOutScripts);
  scripts.catch(() => undefined); // awaited below, and by each sandbox
  const sandboxes: Sandbox[] = [];
  const vary: Grader["vary"] = async (variation) => {
    const isConfined = !(variation.unsafe ?? unsafe);
    const itsLimits = { ...limits, ...variation.limits };
    const sandbox = await createSandbox({ programs, root, isConfined, limits: itsLimits, scripts });
    sandboxes.push(sandbox);
    const compiler = createCompiler(ask, sandbox.root);
    return () => ({ sandbox, compiler, root, seed, keys: variation.keys });
  };
  const settings = await vary({});
  const close = async (): Promise<void> => {
    await compiler?.close();
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
  };
  try {
    const [skeleton] = await Promise.all([
      reading,
      import(getChecksPath(labRoot, lab)).then(() => loadRunEnvironment(getPlan(lab))),
    ]);
    const graded = createGradedLab(skeleton);
    // A compiler shared by several graders was warmed up by its owner.
    if (compiler) for (const unit of graded.units) unit.warmUp(settings());
    const solution = await runSolution(graded, settings(), labRoot);
    return {
      grading: {
        lab: graded,
        solution,
        visibleOnly,
        revealsAllOutput: visibleOnly,
        hasSolutions: !isRecorded(labRoot, lab),
        ...storeLists(graded, settings(), labRoot),
      },
      version: await readVersion(root),
      getSettings: settings,
      vary,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function assertCanConfine(limits: Limits): void {
  const why = explainNotConfined(limits);
  if (why !== undefined) throw NotConfinedError.createBecause(why);
}

/** The lists beside the solution's stored evidence, from which they follow. */
function storeLists(
  lab: GradedLab,
  settings: RunSettings,
  labRoot: string,
): Pick<Grading, "adviceOnNothing" | "claimsOfNothing" | "dependents"> {
  let base: string | undefined;
  const createLists = (kind: string) =>
    createStoredLists((exercise) => {
      // To name the file, all sources are read, so it is named once.
      base ??= getStoredPath(lab, settings, labRoot).replace(/\.json$/, "");
      return `${base}-${kind}-${exercise.replace(/^.*\./, "")}.json`;
    });
  return {
    adviceOnNothing: createLists("advice"),
    claimsOfNothing: createLists("nothing"),
    dependents: createLists("dependents"),
  };
}

/**
 * Path of the lab's checks: the bundled ones if this module is bundled, since the checks and this module share the list
 * of exercises.
 */
function getChecksPath(labRoot: string, lab: string): string {
  const isBundled = basename(import.meta.dirname) === "dist";
  return pathToFileURL(
    isBundled ? join(import.meta.dirname, "course", `${lab}.js`) : join(labRoot, "course", lab, "checks.ts"),
  ).href;
}

const rejectCompiling: AskCompiler = () => Promise.reject(new Error("There is no compiler."));

async function readVersion(root: string): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    name: string;
    version: string;
  };
  return `${name} ${version}`;
}

/** The exercises of a lab that its checks declare, with their points. */
export async function loadExercisePoints(labRoot: string, lab: string): Promise<ReadonlyMap<string, number>> {
  await import(getChecksPath(labRoot, lab));
  return new Map(getExercises(lab).map(({ id, points }) => [id, points]));
}
