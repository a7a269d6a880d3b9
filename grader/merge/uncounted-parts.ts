import { collectDefined, collectWords, quoteCode, removeComments } from "./code-words";
import { findSyntaxFault } from "./declarations";
import type { Body } from "./find-answers";
import { isLearnerCell, type MatchedCell } from "./place-cells";
import type { SkeletonText } from "./skeleton";
import { hasClue, isNextPart, type LabClues, type SlotClues } from "./slot-clues";
import { canAnswer, countStatements } from "./slot-features";

/** What was found in the cells of a notebook. */
interface FoundInCells {
  readonly clues: LabClues;
  readonly bodies: ReadonlyMap<string, readonly Body[]>;
  /** The lines of each cell that belong to no answer. */
  readonly outside: readonly (readonly string[])[];
}

/** Notes on the learner's own cells directly below an exercise that its answer may go on in. They aren't counted: they may be experiments. */
export function describeUncountedParts(
  cells: readonly MatchedCell[],
  { clues, bodies, outside }: FoundInCells,
): string[] {
  let above: SlotClues | undefined;
  return cells.flatMap((cell, at): string[] => {
    const { owner, lines } = cell;
    if (!isLearnerCell(cell)) {
      above = findOnlySlot(owner, clues);
      return [];
    }
    const answer = above && bodies.get(above.slot.text.id)?.[above.slot.at];
    const isUsed = !owner && (outside[at] ?? lines).length < lines.length;
    if (!above || !answer || isUsed || !canGoOn(above, answer, lines)) return [];
    return [
      `${above.slot.exercise}: your own cell below it, which begins with ${quoteCode(removeComments(lines)[0])}, isn't part of the answer. If it should be, move its code between START CODE HERE and END CODE HERE.`,
    ];
  });
}

/** The slot of a text with only one. */
function findOnlySlot(text: SkeletonText | undefined, { slots }: LabClues): SlotClues | undefined {
  const [only, another] = slots.filter(({ slot }) => slot.text === text);
  return another ? undefined : only;
}

/** Share of the words which an answer lacks that its next part has at least. */
const MIN_SHARE = 0.6;

/** Whether an answer may go on with some code: it defines a name that the answer should, or has what the answer lacks. */
function canGoOn(clues: SlotClues, answer: readonly string[], code: readonly string[]): boolean {
  const { slot, isInFunction } = clues;
  if (removeComments(code).every((line) => answer.includes(line))) return false;
  if (isInFunction || findSyntaxFault(code)) return false;
  if (slot.words.size === 0) return hasClue(code, clues) && isNextPart(clues, { answer, code });
  const [inAnswer, inCode] = [collectDefined(answer), collectDefined(code)];
  if ([...slot.defines].some((name) => !inAnswer.has(name) && inCode.has(name))) return true;
  if (countStatements(answer) >= slot.statements) return false;
  const [answerWords, codeWords] = [collectWords(answer), collectWords(code)];
  const missing = [...slot.words].filter((word) => !answerWords.has(word));
  const added = missing.filter((word) => codeWords.has(word));
  return canAnswer(slot, code) || (added.length > 0 && added.length >= missing.length * MIN_SHARE);
}
