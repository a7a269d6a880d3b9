import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { CHECK_OPTIONS, checkWith, DEFAULT_SEED, type CheckedLab } from "./check-lab";
import { createNodeOptions } from "../compile/compiler-child";
import { startCompilerProcess } from "../compile/compiler-process";
import type { AskCompiler } from "../compile/requests";
import { prepareSnapshot, getSnapshot } from "../compile/snapshot";
import { openGrader, type Grader } from "../engine/open-grader";
import { SOURCE_FOLDERS } from "../engine/source-digest";
import { isLibrary } from "../core/is-library";
import type { SubmissionResult } from "../reports/results";
import { createKnownRuns, createRunStore, type KnownRuns } from "../run/known-runs";
import type { RunSettings } from "../run/run-cells";
import { createStandby } from "../run/standby";
import { DEFAULT_LIMITS, type Limits } from "../sandbox/limits";
import type { CheckRequest } from "./messages";

/**
 * Checks a learner's work again and again. Between checks it keeps the types, the solutions' evidence and the runs,
 * which take long to make.
 */
export interface Checker {
  /** Opens the grader of a lab ahead of the first check. Never fails: the check tells the error. */
  warmUp(lab: CheckedLab): Promise<void>;
  /** Creates the snapshot that a later checker's compiler starts from, unless there is one. Never fails. */
  makeSnapshot(): Promise<void>;
  /** @throws GraderFault; UnknownExercise; Error with the reason of the signal, if that has aborted */
  check(
    request: Omit<CheckRequest, "token">,
    waiting: Pick<RunSettings, "report" | "signal">,
  ): Promise<SubmissionResult>;
  /**
   * Whether the sources of grader, cloud, kernel or library have changed since the checker began: then it would judge
   * by old rules.
   */
  isOutdated(): boolean;
  close(): Promise<void>;
}

export interface CheckerOptions {
  /** Absolute path of the project. */
  readonly root: string;
  /**
   * The folder with the learner's notebooks and scripts, at the same paths as in the project; the project, if not
   * given.
   */
  readonly work?: string | undefined;
  /** The compiler's bundled program, see `bundleGrader`. */
  readonly compiler: string;
  readonly labs: readonly CheckedLab[];
  /** The folder whose `course/` holds the labs, if it is not the project's own. */
  readonly labRoot?: string | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** The compiler's process, if others use it, too; one of the checker's own, if not given. */
  readonly askCompiler?: AskCompiler | undefined;
}

interface OpenLab {
  readonly grader: Grader;
  readonly known: KnownRuns;
}

/** The folders that a run depends on; the scripts that learners edit are left out, since each check reads them again. */
const DEPENDS_ON = [...SOURCE_FOLDERS, "course"];
/** A learner who tries again does so within this time; after it, a waiting process only costs memory. */
const STANDBY_MS = 10 * 60_000;
/** One compiler serves all labs for hours: it holds the types of all of them. */
const COMPILER = { heapMiB: 700, maxGrowthMiB: 400 };

/** Makes a checker; it opens no lab yet. */
export function createChecker({ root, work = root, compiler: program, labs, ...rest }: CheckerOptions): Checker {
  const scripts = new Set(labs.flatMap((lab) => lab.scripts));
  const began = describeState(root, scripts);
  const { compileSeconds } = { ...DEFAULT_LIMITS, ...rest.limits };
  // The snapshot is of one lab: the types that it imports are most of those that the others import.
  const [first] = labs;
  const programs = { "compiler-snapshot": join(dirname(program), "compiler-snapshot.js") };
  const snapshot = first && getSnapshot(programs, { root, lab: first.id, labRoot: rest.labRoot });
  const compiler = rest.askCompiler
    ? undefined
    : startCompilerProcess({
        program,
        root,
        maxSeconds: compileSeconds,
        ...COMPILER,
        ...(snapshot && { snapshot: { ...snapshot, onlyIfPresent: true } }),
      });
  const standby = createStandby(STANDBY_MS);
  const graders = new Map<string, Promise<OpenLab>>();
  const ready = new Set<string>();

  function openLab({ id }: CheckedLab): Promise<OpenLab> {
    const opening = graders.get(id) ?? open(id);
    graders.set(id, opening);
    // A failed start is forgotten: the next check tries again, since the cause may be gone.
    opening.catch(() => graders.delete(id));
    return opening;
  }

  async function open(lab: string): Promise<OpenLab> {
    const grader = await openGrader({
      root,
      lab,
      seed: DEFAULT_SEED,
      ...rest,
      ...CHECK_OPTIONS,
      askCompiler: compiler?.askCompiler ?? rest.askCompiler,
    });
    for (const unit of grader.grading.lab.units) unit.warmUp(grader.getSettings());
    ready.add(lab);
    return { grader, known: createKnownRuns(createRunStore()) };
  }

  return {
    warmUp: (lab) =>
      openLab(lab).then(
        () => undefined,
        () => undefined, // a check opens the lab again, and reports the error
      ),
    async check({ lab, exercise }, { report, signal }) {
      if (!ready.has(lab.id)) report?.("Preparing the first check of this lab");
      // If the warm-up failed, the lab is opened again: on a busy machine the solution may have run out of time.
      const { grader, known } = await openLab(lab).catch(() => openLab(lab));
      const request = { root, work, lab, exercise, report, signal };
      const result = await checkWith(grader, request, { known, standby }).finally(standby.makeReady);
      signal?.throwIfAborted(); // the result of an aborted check isn't a verdict
      return result;
    },
    async makeSnapshot() {
      if (compiler && snapshot) await prepareSnapshot({ ...snapshot, root, nodeOptions: createNodeOptions(COMPILER) });
    },
    isOutdated: () => describeState(root, scripts) !== began,
    async close() {
      await Promise.all([compiler?.close(), standby.close()]);
      const open = await Promise.allSettled(graders.values());
      await Promise.all(open.map((item) => (item.status === "fulfilled" ? item.value.grader.close() : undefined)));
    },
  };
}

/** Names, times and sizes of all sources except the scripts that learners write. */
function describeState(root: string, scripts: ReadonlySet<string>): string {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!NOT_WATCHED.test(entry.name)) walk(path);
      } else if (isSource(path) && !scripts.has(path)) {
        const { mtimeMs = 0, size = 0 } = statSync(join(root, path), { throwIfNoEntry: false }) ?? {};
        found.push(`${path} ${mtimeMs} ${size}`);
      }
    }
  };
  DEPENDS_ON.forEach(walk);
  return found.sort().join("\n");
}

const NOT_WATCHED = /^(dist.*|golden|mistakes|testing|hostile|node_modules|\..*)$/;
const isSource = (path: string): boolean => /\.(ts|mjs|json|py|yaml)$/.test(path) && isLibrary(path);
