import type { Problem } from "./problems";

/** The position of a text, from which its problems get their file and line. */
export interface SourcePosition {
  readonly file: string;
  /** Line of `lines[0]` in the file, from 1. */
  readonly firstLine: number;
}

/** The lines of a cell or script that the learner writes. */
export interface Region {
  /** Index of the START line. */
  readonly start: number;
  /** Index of the END line. */
  readonly end: number;
  /** Index of the `// exercise=…` line directly above START, and the exercise that it names; scripts only. */
  readonly names?: { readonly at: number; readonly exercise: string };
}

interface Regions {
  readonly regions: readonly Region[];
  readonly problems: readonly Problem[];
}

const START = /^\s*\/\/ ### START CODE HERE ###(?: \(~ [1-9]\d* lines? of code\))?\s*$/;
const END = /^\s*\/\/ ### END CODE HERE ###\s*$/;
const EXERCISE = /^\s*\/\/ exercise=(\S+)\s*$/;
const REPLACE = /^(?<indent>\s*)(?<code>.*?)\s*\/\/ @REPLACE(?: (?<learner>.*\S))?\s*$/;
const KEEP = /^(?<code>.*?)\s*\/\/ @KEEP\s*$/;
const LOOKS_LIKE_A_FENCE = /(START|END)\s+CODE\s+HERE|###\s*(START|END)\b/i;
const LOOKS_LIKE_A_LINE_MARKER = /@(REPLACE|KEEP)\b/i;

/** A line of a region, by its marker. */
export type RegionLine =
  | { readonly kind: "replace"; readonly solution: string; readonly learner: string }
  | { readonly kind: "keep"; readonly text: string }
  | { readonly kind: "remove"; readonly text: string };

/**
 * Reads one line between START and END.
 *
 * The learner's line after `@REPLACE` gets the indentation of the line that it replaces. A line that is only `// @KEEP`
 * is a blank line in both notebooks.
 */
export function parseRegionLine(line: string): RegionLine {
  const replace = REPLACE.exec(line)?.groups;
  if (replace !== undefined) {
    const { indent = "", code = "", learner = "" } = replace;
    return { kind: "replace", solution: `${indent}${code}`.trimEnd(), learner: `${indent}${learner}` };
  }
  const stored = KEEP.exec(line)?.groups?.["code"];
  return stored === undefined ? { kind: "remove", text: line } : { kind: "keep", text: stored.trimEnd() };
}

/**
 * Finds the regions of a cell or script.
 *
 * For authors' sources and learners' files: never throws; stray, nested, unclosed or misspelled markers are returned as
 * problems beside the complete regions.
 *
 * @param lines of one code cell or of a whole script
 */
export function findRegions(lines: readonly string[], position: SourcePosition): Regions {
  const problems: Problem[] = [];
  const refuse = (at: number, says: string) =>
    void problems.push({ file: position.file, line: position.firstLine + at, says });
  const found: Region[] = [];
  let start: number | undefined;
  for (const [at, line] of lines.entries()) {
    if (START.test(line)) {
      if (start === undefined) start = at;
      else refuse(at, `START CODE HERE inside the region that began in line ${position.firstLine + start}.`);
    } else if (END.test(line)) {
      if (start === undefined) refuse(at, "END CODE HERE without a START CODE HERE before it.");
      else found.push(nameRegion({ start, end: at }, lines));
      start = undefined;
    } else refuseMisspelled(line, start !== undefined, (says) => refuse(at, says));
  }
  if (start !== undefined) refuse(start, "START CODE HERE is never closed by an END CODE HERE.");
  refuseStrayNames(lines, found, (at) => refuse(at, "`// exercise=…` belongs directly above a START CODE HERE line."));
  return { regions: found, problems };
}

/** Only the complete regions, for callers that ignore problems. */
export const listRegions = (lines: readonly string[]): readonly Region[] =>
  findRegions(lines, { file: "", firstLine: 1 }).regions;

function refuseStrayNames(lines: readonly string[], found: readonly Region[], refuse: (at: number) => void): void {
  const claimed = new Set(found.map(({ names }) => names?.at));
  for (const [at, line] of lines.entries()) if (EXERCISE.test(line) && !claimed.has(at)) refuse(at);
}

function nameRegion(region: Region, lines: readonly string[]): Region {
  const at = region.start - 1;
  const exercise = EXERCISE.exec(lines[at] ?? "")?.[1];
  return exercise === undefined ? region : { ...region, names: { at, exercise } };
}

function refuseMisspelled(line: string, inside: boolean, refuse: (says: string) => void): void {
  if (LOOKS_LIKE_A_FENCE.test(line)) {
    refuse(
      "Write the marker as `// ### START CODE HERE ### (~ 2 lines of code)` or `// ### END CODE HERE ###`, alone on its line.",
    );
    return;
  }
  if (!LOOKS_LIKE_A_LINE_MARKER.test(line)) return;
  const kind = parseRegionLine(line).kind;
  if (kind === "remove")
    refuse("Write the marker as `// @REPLACE <the learner's line>` or `// @KEEP`, at the end of a line.");
  else if (!inside) refuse(`@${kind.toUpperCase()} outside a START CODE HERE region.`);
  else if (kind === "replace" && /\/\/ @REPLACE\s*$/.test(line))
    refuse("@REPLACE has no line for the learner; to remove the line, omit the marker.");
  else if ((line.match(/@(REPLACE|KEEP)\b/g) ?? []).length > 1) refuse("A line can have only one marker.");
}
