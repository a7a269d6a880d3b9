import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What was generated, so that a file somebody has edited since is known: path in the project → SHA-256 of its text. */
export type Manifest = ReadonlyMap<string, string>;

const FILE = "course/generated.json";

/**
 * Reads the committed manifest; without one, nothing was ever generated.
 *
 * @throws SyntaxError if it is no manifest
 */
export async function readManifest(root: string): Promise<Manifest> {
  const file = join(root, FILE);
  if (!existsSync(file)) return new Map();
  const read: unknown = JSON.parse(await readFile(file, "utf8"));
  if (typeof read !== "object" || read === null)
    throw new SyntaxError(`${FILE} is no list of files: delete it and run \`npm run notebooks\`.`);
  return new Map(Object.entries(read).map(([path, hash]) => [path, String(hash)]));
}

/** Writes the manifest, sorted, so that a change shows as one line. */
export async function writeManifest(root: string, manifest: Manifest): Promise<void> {
  const sorted = Object.fromEntries([...manifest].sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(join(root, FILE), `${JSON.stringify(sorted, null, 2)}\n`);
}

/** SHA-256 in hex; the line ends of Windows count as line feeds, since git may turn one into the other. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
}

/**
 * What a generated file on the disk is: as it was generated, edited since, or not there.
 *
 * A file that stands where none was generated yet counts as edited: it is somebody's.
 */
export async function stateOf(
  root: string,
  path: string,
  manifest: Manifest,
): Promise<"as generated" | "edited" | "missing"> {
  const file = join(root, path);
  if (!existsSync(file)) return "missing";
  return hashOf(await readFile(file, "utf8")) === manifest.get(path) ? "as generated" : "edited";
}
