import { readFileSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { isMadeOf, noteInputs } from "../../../kernel/bundle-inputs.mjs";
import { isWhole, makeWhole, removeOlder, runNode, snapshotKey } from "../../../kernel/compile/startup-snapshot";
import { openCache } from "./cache-file";

/** How a code cache is made. */
export interface CodeCacheOptions {
  /** The bundled program that makes it, see `bundleGrader`. */
  readonly program: string;
  /** Absolute path of the project. */
  readonly root: string;
  /** Options of Node's that sandboxes run with: V8 takes no cache that was made with others. */
  readonly nodeOptions: readonly string[];
}

/**
 * Copies to a file what V8 made of AWS's clients, for sandboxes to start with. It is made if there is none that fits Node, and the packages
 * as they are. Only the trusted side writes it, before anything of a submission runs; a sandbox is shown the copy, read-only.
 *
 * @returns the copy; nothing where none can be made, such as in a folder that is read-only: sandboxes then compile the packages anew
 */
export async function copyCodeCache(options: CodeCacheOptions, copy: string): Promise<string | undefined> {
  try {
    // A grader of another version may remove the original at any time.
    await copyFile(await provided(options), copy);
    return copy;
  } catch {
    return undefined;
  }
}

async function provided(options: CodeCacheOptions): Promise<string> {
  const { program, root, nodeOptions } = options;
  // Sandboxes with another heap have a cache of their own.
  const kind = `packages${nodeOptions[0]?.replace(/\D+/, "-") ?? ""}`;
  const folder = join(root, ".labs", "grader");
  const list = join(folder, `${kind}.json`);
  const file = join(folder, `${kind}-${snapshotKey(options)}.blob`);
  if (isMadeOf(list, root) && (await isWhole({ file }))) return file;
  const beganMs = Date.now();
  await makeWhole(file, (own) => runNode([...nodeOptions, program, root, own, ...clientsOf(root)], root));
  noteInputs(list, { root, files: [...openCache(file).files.keys()], beganMs });
  removeOlder({ file }, `${kind}-`);
  return file;
}

/** AWS's clients among the project's packages. */
function clientsOf(root: string): string[] {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies: Readonly<Record<string, string>>;
  };
  return Object.keys(dependencies).filter((name) => name.startsWith("@aws-sdk/client-"));
}
