import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readLab } from "../../scripts/course/index";
import { whyNotConfined } from "../sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../sandbox/limits";
import type { Limits } from "../sandbox/limits";
import { createSandbox } from "../sandbox/sandbox";
import { gradedLab } from "./lab";
import type { Grading } from "./grade-submission";
import { solutionEvidence } from "./solution";
import { startCompiler } from "../run/compiler";
import type { RunSettings } from "../run/run-cells";

/** What a grader is opened with. */
export interface GraderOptions {
  /** Absolute path of the project. */
  readonly root: string;
  /** `01-streaming-ingestion` */
  readonly lab: string;
  readonly seed: number;
  /** Run submissions without bubblewrap, with all rights of this user. */
  readonly unsafe: boolean;
  readonly visibleOnly?: boolean;
  readonly limits?: Partial<Limits>;
}

/** A grader for one lab and seed, its solution judged, ready for submissions. */
export interface Grader {
  readonly grading: Grading;
  /** `streaming-ingestion-labs 0.1.0` */
  readonly version: string;
  settings(slot: number): RunSettings;
  close(): Promise<void>;
}

/** Submissions cannot be confined on this machine, and nobody has said that it does not matter. */
export class NotConfined extends Error {
  override readonly name = "NotConfined";

  constructor(why: string) {
    super(
      `Submissions cannot be confined here: ${why}. Nothing was graded.\n` +
        "With --unsafe they run as you: they can read and change your files, reach the network and disturb each other's marks.",
    );
  }
}

/**
 * Opens a grader: reads the lab and its checks, prepares the sandbox, runs and judges the solution.
 *
 * @throws NotConfined, GraderFault (the solution does not earn full marks), CourseError
 */
export async function openGrader({ root, lab, seed, unsafe, visibleOnly = false, limits: given }: GraderOptions): Promise<Grader> {
  // The SDK's remark on old Node versions is none of an instructor's business.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const limits = { ...DEFAULT_LIMITS, ...given };
  const why = unsafe ? undefined : whyNotConfined(limits);
  if (why !== undefined) throw new NotConfined(why);
  const sandbox = await createSandbox({ root, isConfined: !unsafe, limits });
  const compiler = startCompiler({ root, inside: sandbox.root, longestSeconds: limits.compileSeconds });
  const settings = (slot: number): RunSettings => ({ sandbox, compiler, root, seed, slot });
  const close = async (): Promise<void> => {
    await compiler.close();
    await sandbox.close();
  };
  try {
    await import(pathToFileURL(join(root, "course", lab, "checks.ts")).href);
    const graded = gradedLab(await readLab(root, lab));
    for (const unit of graded.units) unit.warmUp(settings(0));
    const solution = await solutionEvidence(graded, settings(0));
    return { grading: { lab: graded, solution, visibleOnly }, version: await versionOf(root), settings, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function versionOf(root: string): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { name: string; version: string };
  return `${name} ${version}`;
}
