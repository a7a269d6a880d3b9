import { readFileSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { isBundleCurrent, noteInputs } from "../../../kernel/bundle-inputs.mjs";
import { isWhole, makeWhole, removeOlder, runNode, createSnapshotKey } from "../../../kernel/compile/startup-snapshot";
import { addHeap } from "../../compile/snapshot";
import { openCache } from "./cache-file";

interface CodeCacheOptions {
  /** The bundled program that makes the cache, see `bundleGrader`. */
  readonly program: string;
  /** Absolute path of the project. */
  readonly root: string;
  /** Options of Node for sandboxes: V8 refuses a cache that was made with other options. */
  readonly nodeOptions: readonly string[];
  /** The snapshot that sandboxes start from: since Node 24, V8 refuses a cache that was made by a process with another one. */
  readonly snapshot: string | undefined;
}

/**
 * Copies the code cache of AWS's clients to a file; it lets sandboxes start faster. The cache is made if there is none that fits this
 * Node and the packages' present state. Only the trusted side writes it, before any code of a submission runs; a sandbox sees the copy,
 * read-only.
 *
 * @returns the copy; undefined if none can be made, such as in a read-only folder: sandboxes then compile the packages themselves
 */
export const copyCodeCache = (options: CodeCacheOptions, copy: string): Promise<string | undefined> =>
  copyIfPossible(() => provideCache(options), copy);

/** Copies a file that only saves time. @returns the copy; undefined if the file can't be provided */
export async function copyIfPossible(provide: () => Promise<string>, copy: string): Promise<string | undefined> {
  try {
    // A grader of another version may remove the original at any time.
    await copyFile(await provide(), copy);
    return copy;
  } catch {
    return undefined;
  }
}

async function provideCache(options: CodeCacheOptions): Promise<string> {
  const { program, root, nodeOptions, snapshot } = options;
  const kind = addHeap("packages", nodeOptions);
  const folder = join(root, ".labs", "grader");
  const list = join(folder, `${kind}.json`);
  const sources = snapshot === undefined ? [] : [{ name: "start", file: snapshot }];
  const file = join(folder, `${kind}-${createSnapshotKey(options, sources)}.blob`);
  if (isBundleCurrent(list, root) && (await isWhole({ file }))) return file;
  const beganMs = Date.now();
  const start = snapshot === undefined ? [] : ["--snapshot-blob", snapshot];
  await makeWhole(file, (temporaryFile) =>
    runNode([...nodeOptions, ...start, program, root, temporaryFile, ...listClients(root)], root),
  );
  noteInputs(list, { root, files: [...openCache(file).files.keys()], beganMs });
  removeOlder({ file }, `${kind}-`);
  return file;
}

/** Names of AWS's clients among the project's packages. */
function listClients(root: string): string[] {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies: Readonly<Record<string, string>>;
  };
  return Object.keys(dependencies).filter((name) => name.startsWith("@aws-sdk/client-"));
}
