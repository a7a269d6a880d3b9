import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { isWhole, provideSnapshot, snapshotKey } from "../../kernel/compile/startup-snapshot";
import type { StartupSnapshot } from "../../kernel/compile/startup-snapshot";

/** A startup snapshot of the compiler to start from, and to make if there is none. */
export interface SnapshotOptions {
  /** The bundled program that is snapshotted, see `bundleGrader`. */
  readonly program: string;
  /** Absolute path of the project. */
  readonly root: string;
  /** Whose cells and types are in it. */
  readonly lab: string;
  /** The folder whose `course/` holds the lab. */
  readonly labRoot: string;
  /** Options of Node's that the compiler runs with: a snapshot is good for the same ones only. */
  readonly nodeOptions: readonly string[];
}

/**
 * The file of a snapshot that fits the project as it is, made if there is none, or if what is there is damaged. It holds what TypeScript has
 * read of packages and `src/`; files of `src/` that have changed since are read anew, as in a compiler that has run for long.
 *
 * @returns nothing where none can be made, such as in a folder that is read-only: the compiler then reads all types anew
 */
export async function compilerSnapshot(options: SnapshotOptions): Promise<string | undefined> {
  try {
    const snapshot = startupSnapshot(options);
    await provideSnapshot(snapshot, prefixOf(options));
    return snapshot.file;
  } catch {
    return undefined;
  }
}

/** The file of a snapshot that fits the project as it is, if there is one. */
export async function presentSnapshot(options: SnapshotOptions): Promise<string | undefined> {
  try {
    const snapshot = startupSnapshot(options);
    return (await isWhole(snapshot)) ? snapshot.file : undefined;
  } catch {
    return undefined;
  }
}

function startupSnapshot(options: SnapshotOptions): StartupSnapshot {
  const { root, lab, labRoot } = options;
  return { ...options, file: snapshotFile(options), args: [root, lab, labRoot] };
}

/** Where the snapshot lies: only the trusted side writes there. */
function snapshotFile(options: SnapshotOptions): string {
  const { root, lab, labRoot } = options;
  const course = join(labRoot, "course", lab);
  // A class's copy has none: its cells stand in a file that the compiler reads.
  const sources = existsSync(course)
    ? readdirSync(course, { recursive: true, encoding: "utf8" }).filter((name) => /^(lab|scripts)\b.*\.ts$/.test(name))
    : [];
  const files = sources.sort().map((name) => ({ name, file: join(course, name) }));
  return join(root, ".labs", "grader", `${prefixOf(options)}${snapshotKey(options, files, [labRoot])}.blob`);
}

/** A grader and a learner's checker let their compilers have another heap: neither removes the other's snapshot as an older one. */
const prefixOf = ({ lab, nodeOptions }: SnapshotOptions): string =>
  `compiler-${lab}${nodeOptions[0]?.replace(/\D+/, "-") ?? ""}-`;

/** What a compiler of this lab starts from: nothing for a lab that is none of the project's, whose snapshot nobody would use again. */
export function snapshotOf(
  { "compiler-snapshot": program }: { readonly "compiler-snapshot": string },
  { root, lab, labRoot = root }: { readonly root: string; readonly lab: string; readonly labRoot?: string | undefined },
): LabSnapshot | undefined {
  return relative(root, labRoot).startsWith("..") ? undefined : { program, lab, labRoot };
}

/** The lab of a snapshot, and the program that is snapshotted. */
export interface LabSnapshot extends Pick<SnapshotOptions, "program" | "lab" | "labRoot"> {
  /** Where there is none yet, who starts the compiler does not wait for one to be made. */
  readonly onlyIfPresent?: true;
}
