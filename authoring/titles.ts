import type { Exercise, ParsedLab } from "./lab-source";
import type { SourceCell } from "./percent";
import type { Problem } from "./problems";

/**
 * Exercises whose title in the checks differs from the heading on the page: feedback would name an exercise that the
 * learner can't find.
 *
 * If several exercises share a heading, their titles only have to begin with its number. An exercise that has several
 * headings may name them all, as in `2.4 to 2.6 Three metrics`.
 */
export function checkTitles({ source, cells, exercises }: ParsedLab): Problem[] {
  const { titles = {} } = source;
  const sections = new Map(exercises.map((exercise) => [exercise.id, findSection(exercise, cells)]));
  return [...sections].flatMap(([id, { headings, at }]) => {
    const title = titles[id];
    const heading = headings.at(-1);
    if (title === undefined || heading === undefined || headings.includes(title)) return [];
    const isShared = [...sections].some(
      ([other, { headings: original }]) => other !== id && original.at(-1) === heading,
    );
    if (isShared && title.startsWith(`${getNumber(heading)} `)) return [];
    const [, first, last] = /^(\S+) to (\S+) /.exec(title) ?? [];
    if (last === getNumber(heading) && headings.map(getNumber).includes(first)) return [];
    const says = `The heading of \`${id}\` is "${heading}", and its title in the checks is "${title}". They must be the same.`;
    return [{ ...at, says }];
  });
}

/** `2.1` of the heading `2.1 Split the busy shard`. */
const getNumber = (heading: string): string | undefined => heading.split(" ")[0];

interface Section {
  /** The headings above the exercise, from that of the lab's part to the nearest one. */
  readonly headings: readonly string[];
  readonly at: Pick<Problem, "file" | "line">;
}

/** Where the page has an exercise; for an exercise of a script, where the page checks it. */
function findSection({ id, file, line }: Exercise, cells: readonly SourceCell[]): Section {
  const position = cells.findIndex(({ exercise }) => exercise === id);
  const end = position === -1 ? cells.findIndex(({ lines }) => lines.join("\n").includes(`check("${id}")`)) : position;
  const found = cells.slice(0, end + 1).flatMap(listHeadings);
  return { headings: found.slice(found.findLastIndex(({ level }) => level === 2)).flatMap(toText), at: { file, line } };
}

function listHeadings({ kind, lines }: SourceCell): { readonly level: number; readonly text: string }[] {
  if (kind !== "markdown") return [];
  return lines.flatMap((line) => {
    const [, marks = "", text = ""] = /^(#+) +(.*\S)\s*$/.exec(line) ?? [];
    return marks === "" ? [] : [{ level: marks.length, text }];
  });
}

const toText = ({ level, text }: { readonly level: number; readonly text: string }): string[] =>
  level === 1 ? [] : [text];
