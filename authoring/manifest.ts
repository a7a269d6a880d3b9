import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The generated files, used to detect later edits: path in the project → SHA-256 of the text. */
export type Manifest = ReadonlyMap<string, string>;

const FILE = "course/generated.json";

/**
 * Reads the committed manifest; empty if there is none yet.
 *
 * @throws SyntaxError if the file isn't a manifest
 */
export async function readManifest(root: string): Promise<Manifest> {
  const file = join(root, FILE);
  if (!statSync(file, { throwIfNoEntry: false })) return new Map();
  const read: unknown = JSON.parse(await readFile(file, "utf8"));
  if (typeof read !== "object" || read === null)
    throw new SyntaxError(`${FILE} is not a list of files: delete it and run \`npm run notebooks\`.`);
  return new Map(Object.entries(read).map(([path, hash]) => [path, String(hash)]));
}

/** Writes the manifest, sorted, so that a changed file is one changed line. */
export async function writeManifest(root: string, manifest: Manifest): Promise<void> {
  const sorted = Object.fromEntries([...manifest].sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(join(root, FILE), `${JSON.stringify(sorted, null, 2)}\n`);
}

/** SHA-256 in hex; the line ends of Windows count as line feeds, since git may convert them. */
export function hashText(text: string): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
}

/**
 * The state of a generated file on the disk: as generated, edited since, or missing.
 *
 * A file that is not in the manifest counts as edited: a person wrote it.
 */
export async function getState(
  root: string,
  path: string,
  manifest: Manifest,
): Promise<"as generated" | "edited" | "missing"> {
  const file = join(root, path);
  if (!statSync(file, { throwIfNoEntry: false })) return "missing";
  return hashText(await readFile(file, "utf8")) === manifest.get(path) ? "as generated" : "edited";
}
