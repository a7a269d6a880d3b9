import { replaceRegionBodies } from "../../authoring/index";
import { declarationsOf, mentionsOf, tryParsing } from "./declarations";
import type { Body } from "./find-answers";
import type { SkeletonText } from "./skeleton";

/** Words by which code reaches beyond its cell without naming anything of another one. */
const REACHES_OUT = /\b(?:await|import|require|process|global|globalThis|eval|Function|fetch|this)\b/;

/** Words by which code may change what every cell uses. */
const CHANGES_ALL = /\b(?:prototype|defineProperty|Reflect|process|global|globalThis|eval|Function)\b/;

/** The names in a cell. */
interface CellNames {
  /** The only exercise that the cell answers, if code that only uses names could be its answer. */
  readonly exercise: string | undefined;
  readonly declared: ReadonlySet<string>;
  readonly mentioned: readonly string[];
  /** Those that the answer mentions, without the given lines. */
  readonly mentionedInAnswer: readonly string[];
}

/**
 * The exercises whose cell uses nothing of another cell, and declares nothing that another answer uses: no other exercise can change the
 * values that it computes. None where code is nested too deeply to be read, or may change what every cell uses.
 *
 * @param bodies the answers, by the cell's id
 * @param beside the learner's lines outside of the regions
 */
export function findSelfContained(
  cells: readonly SkeletonText[],
  bodies: ReadonlyMap<string, readonly Body[]>,
  beside: readonly (readonly string[])[],
): string[] {
  return tryParsing(() => {
    const handedOut = new Set(cells.flatMap(({ lines }) => lines));
    const learnerLines = beside.flat().filter((line) => !handedOut.has(line));
    const answers = [...bodies.values()].flat().flatMap((body) => body ?? []);
    if ([...answers, ...learnerLines].some((line) => CHANGES_ALL.test(line))) return [];
    const all = [
      ...cells.map((text) => readCell(text, bodies.get(text.id) ?? [])),
      readLearnerLines(learnerLines.join("\n")),
    ];
    return all.flatMap((cell) => (cell.exercise !== undefined && isSelfContained(cell, all) ? [cell.exercise] : []));
  }, []);
}

const isSelfContained = (cell: CellNames, all: readonly CellNames[]): boolean =>
  all.every(
    (other) =>
      other === cell ||
      (cell.mentioned.every((name) => !other.declared.has(name)) &&
        other.mentionedInAnswer.every((name) => !cell.declared.has(name))),
  );

function readCell({ lines, slots }: SkeletonText, bodies: readonly Body[]): CellNames {
  const fill = (filled: readonly Body[]): string => replaceRegionBodies(lines, filled).join("\n");
  const code = fill(slots.map((_, n) => bodies[n]));
  // The cell may also run with the solution.
  const solution = fill(slots.map((slot) => slot.solution));
  const answer = bodies.flatMap((body) => body ?? []).join("\n");
  const [exercise, ...others] = new Set(slots.map((slot) => slot.exercise));
  return {
    exercise: answer === "" || others.length > 0 || REACHES_OUT.test(code) ? undefined : exercise,
    declared: new Set([code, solution].flatMap(listDeclared)),
    mentioned: [...mentionsOf(code)],
    mentionedInAnswer: [...mentionsOf(answer)],
  };
}

function readLearnerLines(code: string): CellNames {
  const mentioned = [...mentionsOf(code)];
  return { exercise: undefined, declared: new Set(listDeclared(code)), mentioned, mentionedInAnswer: mentioned };
}

const listDeclared = (code: string): string[] => declarationsOf(code).flatMap(({ names }) => names);
