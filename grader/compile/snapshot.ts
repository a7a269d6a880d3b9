import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { arch, cpus } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { pipeline } from "node:stream/promises";

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

/** Far more than a busy machine needs to read all types. */
const LONGEST_MS = 300_000;

/**
 * The file of a snapshot that fits the project as it is, made if there is none, or if what is there is damaged. It holds what TypeScript has
 * read of packages and `src/`; files of `src/` that have changed since are read anew, as in a compiler that has run for long.
 *
 * @returns nothing where none can be made, such as in a folder that is read-only: the compiler then reads all types anew
 */
export async function compilerSnapshot(options: SnapshotOptions): Promise<string | undefined> {
  try {
    const file = snapshotFile(options);
    if (!(await isWhole(file))) await make(file, options);
    return file;
  } catch {
    return undefined;
  }
}

/** Removes a snapshot from which no process could start. */
export function forgetSnapshot(file: string): void {
  rmSync(file, { force: true });
  rmSync(digestFile(file), { force: true });
}

/** Where the snapshot lies: only the trusted side writes there. Its name tells everything that it depends on but what is in `src/`. */
function snapshotFile({ program, root, lab, labRoot, nodeOptions }: SnapshotOptions): string {
  const hash = createHash("sha256");
  const made = [process.version, arch(), cpus()[0]?.model, process.execPath, root, labRoot, ...nodeOptions];
  hash
    .update(JSON.stringify(made))
    .update(readFileSync(program))
    .update(readFileSync(join(root, "package-lock.json")));
  const installed = statSync(join(root, "node_modules", ".package-lock.json"), { throwIfNoEntry: false });
  // A file that came or went can change where an import leads.
  const names = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).sort();
  const course = join(labRoot, "course", lab);
  // A class's copy has none: its cells stand in a file that the compiler reads.
  const sources = existsSync(course)
    ? readdirSync(course, { recursive: true, encoding: "utf8" }).filter((name) => /^(lab|scripts)\b.*\.ts$/.test(name))
    : [];
  hash.update(JSON.stringify([installed?.mtimeMs, installed?.size, names]));
  for (const name of sources.sort()) hash.update(name).update(readFileSync(join(course, name)));
  return join(root, ".labs", "grader", `compiler-${lab}-${hash.digest("hex").slice(0, 24)}.blob`);
}

const digestFile = (file: string): string => `${file}.sha256`;

/** Node would start from a damaged snapshot without a look at it. */
async function isWhole(file: string): Promise<boolean> {
  try {
    return readFileSync(digestFile(file), "utf8") === (await digestOf(file));
  } catch {
    return false; // none yet
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest("hex");
}

/** Written aside and renamed, since several graders may do so at once. */
async function make(file: string, { program, root, lab, labRoot, nodeOptions }: SnapshotOptions): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  try {
    const args = [...nodeOptions, "--snapshot-blob", own, "--build-snapshot", program, root, lab, labRoot];
    await runNode(args, root);
    writeFileSync(`${own}.sha256`, await digestOf(own));
    renameSync(own, file);
    renameSync(`${own}.sha256`, digestFile(file));
    removeOthers(file, lab);
  } finally {
    rmSync(own, { force: true });
    rmSync(`${own}.sha256`, { force: true });
  }
}

function runNode(args: readonly string[], root: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      args,
      { cwd: root, env: COMPILER_ENV, timeout: LONGEST_MS, killSignal: "SIGKILL" },
      (error) => {
        process.off("exit", stop);
        if (error) reject(error);
        else resolve();
      },
    );
    const stop = (): void => void child.kill("SIGKILL");
    process.on("exit", stop);
  });
}

/** Nothing of the instructor's environment concerns the compiler; it must find no settings that change what Node does. */
export const COMPILER_ENV: Readonly<Record<string, string>> = {
  PATH: process.env["PATH"] ?? "",
  NODE_NO_WARNINGS: "1",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

/** Removes the lab's older snapshots: one takes a hundred megabytes. */
function removeOthers(file: string, lab: string): void {
  const isSnapshot = (name: string): boolean => name.startsWith(`compiler-${lab}-`) && name.endsWith(".blob");
  for (const name of readdirSync(dirname(file)))
    if (isSnapshot(name) && name !== basename(file)) forgetSnapshot(join(dirname(file), name));
}

/** What a compiler of this lab starts from: nothing for a lab that is none of the project's, whose snapshot nobody would use again. */
export function snapshotOf(
  { "compiler-snapshot": program }: { readonly "compiler-snapshot": string },
  { root, lab, labRoot = root }: { readonly root: string; readonly lab: string; readonly labRoot?: string | undefined },
): LabSnapshot | undefined {
  return relative(root, labRoot).startsWith("..") ? undefined : { program, lab, labRoot };
}

/** The lab of a snapshot, and the program that is snapshotted. */
export type LabSnapshot = Pick<SnapshotOptions, "program" | "lab" | "labRoot">;
