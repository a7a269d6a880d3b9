import { collectDeclared, collectWords } from "./code-words";
import type { Piece } from "./search-statements";
import { isNextPart, type SlotClues } from "./slot-clues";
import { countStatements, isFreeAnswer } from "./slot-features";

/** An answer that was found elsewhere, and how. */
export interface MisplacedAnswer {
  readonly lines: readonly string[];
  /** `by the text around it` */
  readonly how: string;
  /** Which of several cells counts, in words for the learner. */
  readonly note?: string;
}

/** One answer of the pieces of a slot: the only one, the last one of several versions, or the parts of one answer. */
export function chooseAnswer(clues: SlotClues, pieces: readonly Piece[]): MisplacedAnswer | undefined {
  const { slot } = clues;
  const last = pieces.at(-1);
  if (!last) return undefined;
  if (pieces.length === 1) return last;
  const names = pieces.map(({ lines }) => [...collectDeclared(lines)].sort().join());
  if (names.every((name) => name !== "" && name === names[0]))
    return { ...last, note: describeChoice(pieces, "the last one counts") };
  const lines = pieces.flatMap((piece) => piece.lines);
  if (countStatements(lines) <= slot.statements) return { lines, how: last.how };
  return isFreeAnswer(slot, lines) ? chooseVersions(clues, pieces) : undefined;
}

/** The parts of an answer to a slot that was handed out without code, each in its last version. A cell that is neither is left out. */
function chooseVersions(clues: SlotClues, pieces: readonly Piece[]): MisplacedAnswer {
  const parts: Piece[] = [];
  for (const piece of pieces) {
    const above = parts.at(-1);
    const lines = parts.flatMap((part) => part.lines);
    if (above && isVersionOf(piece, above)) parts.splice(-1, 1, piece);
    else if (!above || isNextPart(clues, { answer: lines, code: piece.lines })) parts.push(piece);
  }
  const [first, another] = parts;
  const counting = another
    ? `${parts.length} of them count together`
    : `the ${first === pieces.at(-1) ? "last" : "first"} one counts`;
  return {
    lines: parts.flatMap(({ lines }) => lines),
    how: first?.how ?? "",
    note: describeChoice(pieces, counting),
  };
}

/** Share of the words of a version that the next one has at least. */
const MIN_SHARE = 0.6;

function isVersionOf(piece: Piece, earlier: Piece): boolean {
  const words = collectWords(piece.lines);
  const earlierWords = [...collectWords(earlier.lines)];
  return earlierWords.filter((word) => words.has(word)).length >= earlierWords.length * MIN_SHARE;
}

const describeChoice = ([piece, ...others]: readonly Piece[], counting: string): string =>
  `${piece?.slot.exercise ?? ""}: ${others.length + 1} of your own cells may hold the answer; ${counting}.`;
