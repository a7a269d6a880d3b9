import { listRegions } from "../../authoring/index";
import { removeComments } from "./code-words";
import { toLineKey } from "./line-key";
import type { SkeletonText } from "./skeleton";

/** Lines of a text: from one index up to another, which is not in it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A given line; undefined where the text ends. */
type Neighbor = string | undefined;

/** The given lines before and after a region, the nearest first; none where the text begins or ends with the region. */
interface StarterLines {
  readonly before: readonly Neighbor[];
  readonly after: readonly Neighbor[];
}

/** So many lines are compared at most: a bracket alone is in many places, and so are a few brackets in a row. */
const MAX_CONTEXT = 6;

/**
 * The lines of a learner's text between the given lines around each region, for a text without markers; undefined where
 * these given lines are not there, or in several places. Where they were changed, their code counts without comments, and the names of functions and
 * parameters.
 */
export function findSpans(lines: readonly string[], text: SkeletonText): (Span | undefined)[] {
  const exact = findSpansBy((line) => line.trim(), lines, text);
  if (exact.every((span) => span !== undefined)) return exact;
  const byCode = findSpansBy(toCodeKey, lines, text);
  return exact.map((span, n) => span ?? byCode[n]);
}

const toCodeKey = (line: string): string =>
  /^\s*(?:\/?\*|\/\/)/.test(line) ? "" : toLineKey(removeComments([line]).join(""));

/** @param toKey a line as it's compared; empty if it isn't */
function findSpansBy(
  toKey: (line: string) => string,
  lines: readonly string[],
  text: SkeletonText,
): (Span | undefined)[] {
  const shown = lines.flatMap((line, at): CodeLine[] => {
    const key = isFence(line) ? "" : toKey(line);
    return key === "" ? [] : [{ text: key, at }];
  });
  return getFixedParts(text, toKey).map(({ before, after }) => {
    const last = before.length === 0 ? -1 : findOnlyLine(shown, before, { from: 0, step: -1 });
    if (last === undefined) return undefined;
    const start = last + 1;
    const end = after.length === 0 ? lines.length : findOnlyLine(shown, after, { from: start, step: 1 });
    return end === undefined ? undefined : { start, end };
  });
}

/** Whether a line was a marker, also if it has been changed since. */
export function isFence(line: string): boolean {
  return /^\s*\/\/ ?#+ ?(START|END) CODE HERE/i.test(line);
}

function getFixedParts({ lines }: SkeletonText, toKey: (line: string) => string): StarterLines[] {
  const found = listRegions(lines);
  const inside = new Set<number>();
  for (const { start, end } of found) for (let at = start; at <= end; at += 1) inside.add(at);
  const getContext = (from: number, step: 1 | -1): Neighbor[] => {
    const starterLines: Neighbor[] = [];
    for (let at = from; starterLines.length < MAX_CONTEXT; at += step) {
      if (at < 0) break;
      // Brackets that end an answer are often those that end the file.
      if (at >= lines.length) return starterLines.length > 0 ? [...starterLines, undefined] : [];
      const line = toKey(lines[at] ?? "");
      // Where two regions touch, the lines around both are those around each.
      if (inside.has(at) && starterLines.length > 0) break;
      if (!inside.has(at) && line !== "") starterLines.push(line);
    }
    return starterLines;
  };
  return found.map(({ start, end }) => ({ before: getContext(start - 1, -1), after: getContext(end + 1, 1) }));
}

/** A line that is neither blank nor a marker, and its index. */
interface CodeLine {
  readonly text: string;
  readonly at: number;
}

/**
 * The index of the first of some lines, if it occurs exactly once from an index on. Of a line that occurs several times, the place
 * counts which also has the next lines around it.
 */
function findOnlyLine(
  lines: readonly CodeLine[],
  requested: readonly Neighbor[],
  { from, step }: { from: number; step: 1 | -1 },
): number | undefined {
  let positions = lines.flatMap(({ at }, n) => (at >= from ? [n] : []));
  for (const [k, text] of requested.entries()) {
    positions = positions.filter((n) => lines[n + k * step]?.text === text);
    if (positions.length < 2) break;
  }
  const [only, another] = positions;
  return only === undefined || another !== undefined ? undefined : lines[only]?.at;
}
