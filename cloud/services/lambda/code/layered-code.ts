import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { linkSdk } from "../../../processes/sdk-links";

/** Where the files of a function with layers are put together. */
export interface LayeredParts {
  /** Is made. */
  readonly folder: string;
  /** With the function's own files. */
  readonly task: string;
  /** With the files of each layer, in the function's order. */
  readonly layers: readonly string[];
}

/**
 * Puts a function's files and those of its layers together: `task` holds the function's own, `opt` all that its layers hold, of which later
 * ones win, as in AWS's `/opt`. They are hard links, since layers are large and functions only read them.
 */
export function putTogether({ folder, task, layers }: LayeredParts): void {
  const made = `${folder}.new`;
  rmSync(made, { recursive: true, force: true });
  linkFiles(task, join(made, "task"));
  for (const layer of layers) linkFiles(layer, join(made, "opt"));
  renameSync(made, folder);
}

/**
 * Makes the `node_modules` in which Node.js looks when a function has not brought a package along: those of the layers, of which a folder for
 * the runtime's own version wins, and the SDK, where no layer has it. Node.js finds it on its way up from `task` and from `opt`, for `require`
 * and for `import`, which takes no `NODE_PATH`.
 *
 * @param runtime such as `nodejs20.x`
 * @returns what else of this machine the links lead to
 */
export function linkPackages(folder: string, runtime: string): readonly string[] {
  // Without this, a package.json further up would say what kind of modules the files are.
  writeFileSync(join(folder, "package.json"), "{}\n");
  const sources = linkSdk(folder);
  const nodejs = join(folder, "opt", "nodejs");
  for (const from of [join(nodejs, "node_modules"), join(nodejs, versionFolder(runtime), "node_modules")])
    linkEntries(from, join(folder, "node_modules"));
  return sources;
}

/** `nodejs20.x` is `node20`: a layer's packages for one version of Node.js. */
export const versionFolder = (runtime: string): string => runtime.replace(/^nodejs(\d+)\.x$/, "node$1");

function linkEntries(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true });
  for (const { name } of readdirSync(from, { withFileTypes: true })) {
    if (name.startsWith("@")) linkEntries(join(from, name), join(to, name));
    else if (!name.startsWith(".")) linkTo(join(from, name), join(to, name));
  }
}

function linkTo(target: string, link: string): void {
  rmSync(link, { recursive: true, force: true });
  symlinkSync(target, link, "junction");
}

function linkFiles(from: string, to: string): void {
  // An earlier layer may have a file where this one has a folder.
  if (lstatSync(to, { throwIfNoEntry: false })?.isDirectory() === false) rmSync(to);
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFiles(source, target);
    else linkFile(source, target);
  }
}

/** Some file systems have no hard links, or only so many to one file. */
function linkFile(source: string, target: string): void {
  rmSync(target, { recursive: true, force: true });
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
