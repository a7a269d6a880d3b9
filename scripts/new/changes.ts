import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Failure } from "../labs/command";
import { ignoreMissing } from "../../grader/core/ignore-missing";

/** One change to the project's files. */
export type Change =
  | { readonly kind: "create"; readonly path: string; readonly text: string }
  /**
   * Inserts a line after the last line that matches `after`; with `sorted`, among the matching lines in alphabetical
   * order.
   */
  | {
      readonly kind: "insert";
      readonly path: string;
      readonly line: string;
      readonly after: RegExp;
      readonly sorted?: boolean;
    }
  /** Renames a file. */
  | { readonly kind: "move"; readonly path: string; readonly to: string }
  /** Removes the text that matches. */
  | { readonly kind: "remove"; readonly path: string; readonly what: RegExp }
  /** Appends a text to a file, unless the file holds `unless` already. */
  | { readonly kind: "append"; readonly path: string; readonly text: string; readonly unless?: string };

/**
 * Makes all changes, or none: every one is tried before the first is written.
 *
 * @throws Failure if a file to create exists, a file to change does not, or a line to insert is there already or has no
 * place
 */
export async function applyChanges(root: string, changes: readonly Change[]): Promise<void> {
  const written = new Map<string, string>();
  const moved: string[] = [];
  const readText = async (path: string) =>
    written.get(path) ?? (await readFile(join(root, path), "utf8").catch(ignoreMissing));
  for (const change of changes) {
    const { path } = change;
    if (change.kind === "move") {
      const create = { kind: "create", path: change.to, text: (await readText(path)) ?? "" } as const;
      written.set(change.to, applyChange(create, await readText(change.to)));
      moved.push(path);
    } else written.set(path, applyChange(change, await readText(path)));
  }
  for (const [path, text] of written) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  for (const path of moved) await rm(join(root, path));
}

function applyChange(change: Exclude<Change, { kind: "move" }>, before: string | undefined): string {
  const { path } = change;
  if (change.kind === "create") {
    if (before !== undefined) throw new Failure(`${path} already exists. Nothing was changed.`);
    return change.text;
  }
  if (before === undefined) throw new Failure(`${path} doesn't exist. Nothing was changed.`);
  if (change.kind === "append") {
    if (change.unless !== undefined && before.includes(change.unless))
      throw new Failure(`${path} holds \`${change.unless.trim()}\` already. Nothing was changed.`);
    return `${before.trimEnd()}\n\n${change.text}`;
  }
  if (change.kind === "remove") return before.replace(change.what, "");
  const lines = before.split("\n");
  if (lines.includes(change.line))
    throw new Failure(`${path} holds the line \`${change.line.trim()}\` already. Nothing was changed.`);
  const at = findPosition(change, lines);
  if (at === undefined)
    throw new Failure(
      `${path} has no line that matches ${String(change.after)} to insert a line after. Nothing was changed.`,
    );
  return lines.toSpliced(at, 0, change.line).join("\n");
}

/** The index where the new line is inserted. */
function findPosition(
  { line, after, sorted }: Extract<Change, { kind: "insert" }>,
  lines: readonly string[],
): number | undefined {
  const kin = lines.flatMap((text, index) => (after.test(text) ? [index] : []));
  const before = sorted ? kin.filter((at) => (lines[at] ?? "") < line) : kin;
  const last = before.at(-1);
  return last === undefined ? kin[0] : last + 1;
}
