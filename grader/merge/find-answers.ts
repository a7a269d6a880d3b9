import { regionBody, regionsOf } from "../../authoring/index";
import type { SkeletonText } from "./skeleton";

/** A learner's text of one cell or script: a body for each slot that could be found, and all other lines. */
interface FoundAnswers {
  readonly bodies: readonly (readonly string[] | undefined)[];
  /** The lines outside the regions: they are searched for helpers. */
  readonly outside: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Finds the learner's answers in a cell or script.
 *
 * Rule: the n-th START/END region is the n-th answer. If the markers are damaged, an answer is the lines between the
 * given line before its region and the given line after it, provided that each of these two occurs once; otherwise the
 * answer counts as missing.
 *
 * @param lines the learner's cell or script
 */
export function findAnswers(lines: readonly string[], text: SkeletonText): FoundAnswers {
  const found = regionsOf(lines);
  if (found.length === text.slots.length) {
    const inside = (at: number) => found.some(({ start, end }) => start <= at && at <= end);
    return {
      bodies: found.map((region) => regionBody(lines, region)),
      outside: lines.filter((_, at) => !inside(at)),
      notes: [],
    };
  }
  const spans = fixedParts(text).map(([before, after]) => between(lines, before, after));
  const bodies = spans.map((span) => span && lines.slice(span.start, span.end).filter((line) => !isFence(line)));
  const lost = bodies.filter((body) => body === undefined).length;
  const note =
    `${text.id}: the START CODE HERE and END CODE HERE lines are not as given; ` +
    (lost === 0
      ? "the answers were found by the lines around them."
      : `${lost} of ${bodies.length} answers could not be found.`);
  const inside = (at: number) => spans.some((span) => span && span.start <= at && at < span.end);
  return { bodies, outside: lines.filter((line, at) => !inside(at) && !isFence(line)), notes: [note] };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The given line before and after each region; `undefined` where the text begins or ends with the region. */
function fixedParts({ lines }: SkeletonText): [string | undefined, string | undefined][] {
  const found = regionsOf(lines);
  return found.map(({ start, end }) => [
    lines
      .slice(0, start)
      .findLast((line) => line.trim() !== "" && !isFence(line))
      ?.trim(),
    lines
      .slice(end + 1)
      .find((line) => line.trim() !== "" && !isFence(line))
      ?.trim(),
  ]);
}

function between(lines: readonly string[], before: string | undefined, after: string | undefined): Span | undefined {
  const last = before === undefined ? -1 : onlyPlace(lines, before, 0);
  if (last === undefined) return undefined;
  const start = last + 1;
  const end = after === undefined ? lines.length : onlyPlace(lines, after, start);
  return end === undefined ? undefined : { start, end };
}

/** The index of a line, if it occurs exactly once from the given index on. */
function onlyPlace(lines: readonly string[], wanted: string, from: number): number | undefined {
  const places = lines.flatMap((line, at) => (at >= from && line.trim() === wanted ? [at] : []));
  return places.length === 1 ? places[0] : undefined;
}

function isFence(line: string): boolean {
  return /^\s*\/\/ ?#+ ?(START|END) CODE HERE/i.test(line);
}
