import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, posix } from "node:path";
import { linkSdk } from "../../../../processes/sdk-links";
import { isPresent } from "../../../../storage/if-present";
import { unzipSync } from "fflate";
import { ZipFiles } from "../../../../storage/zip-files";
import { createEmptyZipFault, createNotUnzippedFault, createUnzippedTooLargeFault } from "../faults";

/** The maximum number of unpacked bytes of a function's code, layers included. */
export const MAX_UNZIPPED_BYTES = 262_144_000;

/**
 * Opens a deployment package.
 *
 * @returns its files by their paths, `/` between folders
 * @throws AwsFault InvalidParameterValueException if the bytes are no zip, empty, too large, or contain a path that
 * cannot be unpacked
 */
export function unzipPackage(zip: Uint8Array): ReadonlyMap<string, Uint8Array> {
  if (zip.byteLength === 0) throw createEmptyZipFault();
  let bytes = 0;
  const held = new ZipFiles();
  let entries: Readonly<Record<string, Uint8Array>>;
  try {
    entries = unzipSync(zip, {
      // Called for each entry before any is unpacked.
      filter({ name, originalSize }) {
        bytes += originalSize;
        if (bytes > MAX_UNZIPPED_BYTES) throw createUnzippedTooLargeFault(MAX_UNZIPPED_BYTES);
        if (name.endsWith("/")) return false;
        if (!held.hasRoomFor(name)) throw createNotUnzippedFault();
        return true;
      },
    });
  } catch (error) {
    if (error instanceof Error && error.name === "AwsFault") throw error;
    throw createNotUnzippedFault();
  }
  // `a` and `./a` name the same file: the later entry wins.
  const files = new Map(Object.entries(entries).map(([name, content]) => [posix.normalize(name), content]));
  if (files.size === 0) throw createEmptyZipFault();
  return files;
}

/** The names of the files of a package that was unpacked before, and their total size. */
export function listNames(zip: Uint8Array): { readonly names: readonly string[]; readonly bytes: number } {
  const names: string[] = [];
  let bytes = 0;
  unzipSync(zip, {
    filter({ name, originalSize }) {
      names.push(posix.normalize(name));
      bytes += originalSize;
      return false;
    },
  });
  return { names, bytes };
}

/** The folders for the files of a function with layers. */
interface LayeredParts {
  /** The folder to create. */
  readonly folder: string;
  /** The folder with the function's own files. */
  readonly task: string;
  /** The folder of each layer, in the function's order. */
  readonly layers: readonly string[];
}

/**
 * Puts a function's files and those of its layers together: `task` holds the function's own, `opt` the files of all its
 * layers, where later layers win, as in AWS's `/opt`. The files are hard links, since layers are large and functions
 * only read them.
 */
export function assembleCode({ folder, task, layers }: LayeredParts): void {
  const created = `${folder}.new`;
  rmSync(created, { recursive: true, force: true });
  linkFiles(task, join(created, "task"));
  for (const layer of layers) linkFiles(layer, join(created, "opt"));
  renameSync(created, folder);
}

/**
 * Makes a `node_modules` with the packages that a function does not bring itself: packages of its layers, where a
 * folder for the runtime's own version wins, and the SDK, if no layer has it. Node.js finds the folder above `task` and
 * `opt`, both for `require` and for `import`, which ignores `NODE_PATH`.
 *
 * @param runtime such as `nodejs20.x`
 * @returns other paths of this machine that the links lead to
 */
export function linkPackages(folder: string, runtime: string): readonly string[] {
  // Without this file, a package.json of a parent folder would decide the module type of the files.
  writeFileSync(join(folder, "package.json"), "{}\n");
  const sources = linkSdk(folder);
  const nodejs = join(folder, "opt", "nodejs");
  for (const from of [join(nodejs, "node_modules"), join(nodejs, getVersionFolder(runtime), "node_modules")])
    linkEntries(from, join(folder, "node_modules"));
  return sources;
}

/** The folder of a layer's packages for one version of Node.js: `node20` for `nodejs20.x`. */
export const getVersionFolder = (runtime: string): string => runtime.replace(/^nodejs(\d+)\.x$/, "node$1");

function linkEntries(from: string, to: string): void {
  if (!isPresent(from)) return;
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

/** Copies the file where the file system has no hard links, or allows no more of them to one file. */
function linkFile(source: string, target: string): void {
  rmSync(target, { recursive: true, force: true });
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
