import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  createReadStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { arch, cpus } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";

/**
 * A startup snapshot of a compiler's program: Node starts with the heap of that program, which holds all types that the
 * program has read.
 */
export interface StartupSnapshot {
  /** The file. Its name has the key of its contents, see `createSnapshotKey`. */
  readonly file: string;
  /** The program that is snapshotted, bundled into one file. */
  readonly program: string;
  /** The program's arguments while the snapshot is made. */
  readonly args: readonly string[];
  /** Absolute path of the project. */
  readonly root: string;
  /** Node's options for the program: a snapshot can be used with the same options only. */
  readonly nodeOptions: readonly string[];
}

/** Far more than a busy machine needs to read all types. */
const MAX_MS = 300_000;

/**
 * The whole environment of a compiler's process. The user's environment is left out: it may hold settings that change
 * what Node does.
 */
export const COMPILER_ENV: Readonly<Record<string, string>> = {
  PATH: process.env["PATH"] ?? "",
  // By default glibc keeps a memory arena for each of V8's threads, though few of them work at the same time.
  MALLOC_ARENA_MAX: "2",
  // After the first large block was freed, glibc would raise this threshold and keep later blocks: a compiler would
  // then hold some 20 MB more.
  MALLOC_MMAP_THRESHOLD_: "131072",
  MALLOC_TRIM_THRESHOLD_: "131072",
  NODE_NO_WARNINGS: "1",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

/**
 * Node's options for the kernel's compiler, whose garbage could otherwise take more memory than its types: V8 would collect it only
 * once the heap has doubled or more, and keep 48 MB for new objects.
 */
export const COMPILER_OPTIONS: readonly string[] = ["--max-semi-space-size=4", "--heap-growing-percent=40"];

/**
 * What a snapshot depends on, in 24 characters: Node, the machine, the program, the packages, and which files `src/`
 * has. The contents of these files are no part of the key: the compiler looks at them at each request.
 *
 * @param sources further files that the snapshot depends on, by their contents
 * @throws the file system's error where the project has no `package-lock.json` or no `src/`
 */
export function createSnapshotKey(
  { program, root, nodeOptions }: Pick<StartupSnapshot, "program" | "root" | "nodeOptions">,
  sources: readonly { readonly name: string; readonly file: string }[] = [],
  more: readonly string[] = [],
): string {
  const created = [process.version, arch(), cpus()[0]?.model, process.execPath, root, ...more, ...nodeOptions];
  const hash = createHash("sha256")
    .update(JSON.stringify(created))
    .update(readFileSync(program))
    .update(readFileSync(path.join(root, "package-lock.json")));
  const installed = statSync(path.join(root, "node_modules", ".package-lock.json"), { throwIfNoEntry: false });
  // A file that is added or removed can change which file an import finds; no import finds the copies that JupyterLab
  // keeps of saved scripts in `.ipynb_checkpoints`.
  const names = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => !name.split(path.sep).some((part) => part.startsWith(".")))
    .sort();
  hash.update(JSON.stringify([installed?.mtimeMs, installed?.size, names]));
  for (const { name, file } of sources) hash.update(name).update(readFileSync(file));
  return hash.digest("hex").slice(0, 24);
}

/**
 * Whether the snapshot exists with the bytes that were written: Node starts from a damaged snapshot without checking
 * it.
 */
export async function isWhole({ file }: Pick<StartupSnapshot, "file">): Promise<boolean> {
  try {
    return readFileSync(digestFile(file), "utf8") === (await readDigest(file));
  } catch {
    return false; // no snapshot yet
  }
}

/**
 * Makes a snapshot, unless it exists, and removes older ones from its folder.
 *
 * @param prefix how the names of the older ones begin
 * @throws Error if the program fails, or the file cannot be written
 */
export async function provideSnapshot(snapshot: StartupSnapshot, prefix: string): Promise<void> {
  if (await isWhole(snapshot)) return;
  await makeSnapshot(snapshot);
  removeOlder(snapshot, prefix);
}

const makeSnapshot = ({ file, program, args, root, nodeOptions }: StartupSnapshot): Promise<void> =>
  makeWhole(file, (temporaryFile) =>
    runNode([...nodeOptions, "--snapshot-blob", temporaryFile, "--build-snapshot", program, ...args], root),
  );

/**
 * Makes a file and writes its digest beside it, see `isWhole`. The file is written under another name and renamed,
 * since several processes may make it at once.
 *
 * @param write writes it to the path that it is given
 */
export async function makeWhole(file: string, write: (temporaryFile: string) => Promise<void>): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporaryFile = `${file}.${process.pid}`;
  try {
    await write(temporaryFile);
    writeFileSync(`${temporaryFile}.sha256`, await readDigest(temporaryFile));
    renameSync(temporaryFile, file);
    renameSync(`${temporaryFile}.sha256`, digestFile(file));
  } finally {
    rmSync(temporaryFile, { force: true });
    rmSync(`${temporaryFile}.sha256`, { force: true });
  }
}

/** Removes older files in this file's folder whose names begin with `prefix`: a snapshot takes a hundred megabytes. */
export function removeOlder({ file }: Pick<StartupSnapshot, "file">, prefix: string): void {
  const folder = path.dirname(file);
  for (const name of readdirSync(folder))
    if (name.startsWith(prefix) && name.endsWith(".blob") && name !== path.basename(file))
      forgetSnapshot(path.join(folder, name));
}

/** Removes a snapshot that no process could start from. */
export function forgetSnapshot(file: string): void {
  rmSync(file, { force: true });
  rmSync(digestFile(file), { force: true });
}

const digestFile = (file: string): string => `${file}.sha256`;

async function readDigest(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest("hex");
}

/** Runs one of our programs in the project's folder to its end. @throws Error if it fails */
export function runNode(args: readonly string[], root: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      args,
      { cwd: root, env: COMPILER_ENV, timeout: MAX_MS, killSignal: "SIGKILL" },
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
