import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import {
  isWhole,
  provideSnapshot,
  createSnapshotKey,
  type StartupSnapshot,
} from "../../kernel/compile/startup-snapshot";
import { isPresent } from "../core/ignore-missing";

/** The startup snapshot that a compiler starts from; it is created if there is none. */
interface SnapshotOptions {
  /** The bundled program in the snapshot, see `bundleGrader`. */
  readonly program: string;
  /** Absolute path of the project. */
  readonly root: string;
  /** The lab whose cells and types are in the snapshot. */
  readonly lab: string;
  /** The folder whose `course/` holds the lab. */
  readonly labRoot: string;
  /** Options of Node for the compiler: a snapshot can be used only with the same options. */
  readonly nodeOptions: readonly string[];
}

/**
 * The file of a snapshot that fits the project's present state; it is made if there is none, or if the file is damaged. The snapshot holds
 * the files of packages and `src/` that TypeScript has read; files of `src/` that have changed since are read again, as in a compiler that
 * has run for long.
 *
 * @returns undefined if none can be made, such as in a read-only folder: the compiler then reads all types itself
 */
export async function prepareSnapshot(options: SnapshotOptions): Promise<string | undefined> {
  try {
    const snapshot = createStartupSnapshot(options);
    await provideSnapshot(snapshot, getFilePrefix(options));
    return snapshot.file;
  } catch {
    // A snapshot only saves time.
    return undefined;
  }
}

/** The file of a snapshot that fits the project's present state; undefined if there is none. */
export async function findPresentSnapshot(options: SnapshotOptions): Promise<string | undefined> {
  try {
    const snapshot = createStartupSnapshot(options);
    return (await isWhole(snapshot)) ? snapshot.file : undefined;
  } catch {
    // A snapshot only saves time.
    return undefined;
  }
}

function createStartupSnapshot(options: SnapshotOptions): StartupSnapshot {
  const { root, lab, labRoot } = options;
  return { ...options, file: getSnapshotFile(options), args: [root, lab, labRoot] };
}

/** Path of the snapshot's file, in a folder that only the trusted side writes to. */
function getSnapshotFile(options: SnapshotOptions): string {
  const { root, lab, labRoot } = options;
  const course = join(labRoot, "course", lab);
  // A class's copy has no sources of the lab: its cells are in a file that the compiler reads.
  const sources = isPresent(course)
    ? readdirSync(course, { recursive: true, encoding: "utf8" }).filter((name) => /^(lab|scripts)\b.*\.ts$/.test(name))
    : [];
  const files = sources.sort().map((name) => ({ name, file: join(course, name) }));
  return join(root, ".labs", "grader", `${getFilePrefix(options)}${createSnapshotKey(options, files, [labRoot])}.blob`);
}

const getFilePrefix = ({ lab, nodeOptions }: SnapshotOptions): string => `${addHeap(`compiler-${lab}`, nodeOptions)}-`;

/**
 * The beginning of the name of a file that fits one size of the heap, with that size, which is the first option: processes with different heaps
 * must not remove each other's file as an older one.
 */
export const addHeap = (kind: string, nodeOptions: readonly string[]): string =>
  `${kind}${nodeOptions[0]?.replace(/\D+/, "-") ?? ""}`;

/**
 * The snapshot that a compiler of this lab starts from; undefined for a lab outside the project, whose snapshot would
 * never be used again.
 */
export function getSnapshot(
  { "compiler-snapshot": program }: { readonly "compiler-snapshot": string },
  { root, lab, labRoot = root }: { readonly root: string; readonly lab: string; readonly labRoot?: string | undefined },
): LabSnapshot | undefined {
  return relative(root, labRoot).startsWith("..") ? undefined : { program, lab, labRoot };
}

/** The lab of a snapshot, and the program in it. */
export interface LabSnapshot extends Pick<SnapshotOptions, "program" | "lab" | "labRoot"> {
  /** If there is no snapshot yet, the compiler starts without one instead of waiting until it is made. */
  readonly onlyIfPresent?: true;
}
