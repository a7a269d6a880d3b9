import { listRegions, parseRegionLine, type Region } from "./markers";

/**
 * The learner's version: in each region, `@REPLACE` lines become the learner's line, `@KEEP` lines stay, all others are
 * removed.
 *
 * The START and END lines, with their `(~ N lines of code)`, stay in the learner's file, where they mark where to
 * write, and in the solution, where they mark the answer. `@REPLACE`, `@KEEP` and `// exercise=…` are in neither.
 *
 * @param lines  of one code cell or of a whole script
 * @param within the regions of these lines, from `regions`, without problems
 */
export function createLearnerView(lines: readonly string[], within: readonly Region[]): string[] {
  return mapLines(lines, within, (line) => {
    const read = parseRegionLine(line);
    if (read.kind === "remove") return [];
    return [read.kind === "keep" ? read.text : read.learner];
  });
}

/** The solution: all lines, without the markers; see `createLearnerView`. */
export function createSolutionView(lines: readonly string[], within: readonly Region[]): string[] {
  return mapLines(lines, within, (line) => [toSolutionLine(line)]);
}

function toSolutionLine(line: string): string {
  const read = parseRegionLine(line);
  return read.kind === "replace" ? read.solution : read.text;
}

/** A region's solution for display by itself: without markers and without the shared indentation. */
export function getSolutionCode(lines: readonly string[], region: Region): string {
  const code = getRegionBody(lines, region).map(toSolutionLine);
  const indents = code.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const shared = indents.length === 0 ? 0 : Math.min(...indents);
  return code
    .map((line) => line.slice(shared))
    .join("\n")
    .trim();
}

/**
 * The lines between START and END of a learner's text or of the solution.
 *
 * @returns the lines unchanged, with their indentation
 */
export function getRegionBody(lines: readonly string[], region: Region): string[] {
  return lines.slice(region.start + 1, region.end);
}

/**
 * Replaces the bodies of a text's regions: puts a learner's answers into the solution's file.
 *
 * @param bodies in the order of the regions; `undefined` leaves that region as it is
 * @throws RangeError if there are more or fewer bodies than regions
 */
export function replaceRegionBodies(
  lines: readonly string[],
  bodies: readonly (readonly string[] | undefined)[],
): string[] {
  const within = listRegions(lines);
  if (bodies.length !== within.length) throw new RangeError(`${bodies.length} bodies for ${within.length} regions`);
  let done = 0;
  const out: string[] = [];
  for (const [n, region] of within.entries()) {
    out.push(...lines.slice(done, region.start + 1), ...(bodies[n] ?? getRegionBody(lines, region)));
    done = region.end;
  }
  return [...out, ...lines.slice(done)];
}

function mapLines(
  lines: readonly string[],
  within: readonly Region[],
  inside: (line: string) => readonly string[],
): string[] {
  return lines.flatMap((line, index) => {
    if (within.some(({ names }) => names?.at === index)) return [];
    return within.some(({ start, end }) => start < index && index < end) ? inside(line) : [line];
  });
}
