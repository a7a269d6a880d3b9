import { collectAnswers } from "../merge/answers";
import { findAnswers } from "../merge/find-answers";
import type { Skeleton } from "../merge/skeleton";
import { readNotebook } from "../submission/read-notebook";
import { SubmissionProblem, type Submission } from "../submission/submission";

/**
 * Number of tokens in a row that make one print, and number of prints in a row of which one is kept, as in winnowing.
 */
const GRAM = 8;
const WINDOW = 4;
const MAX_PRINTS = 2_000;

/**
 * Fingerprints of a learner's own code: answers and helpers, with names and literals as they are, without spaces and comments. Two
 * texts that share a long stretch share a print. Code that the lab hands out outside of the regions gives no print.
 *
 * @returns 32-bit numbers, in rising order, each once; none for a submission that cannot be read
 * @see https://theory.stanford.edu/~aiken/publications/papers/sigmod03.pdf
 */
export function createFingerprints(submission: Submission, skeleton: Skeleton): number[] {
  const given = createHandedOutPrints(skeleton);
  const own = [...createPrints(getTexts(submission, skeleton))].filter((print) => !given.has(print));
  return own.slice(0, MAX_PRINTS).sort((a, b) => a - b);
}

/** Prints of the handed-out code, computed once for a batch. */
const handedOut = new WeakMap<Skeleton, ReadonlySet<number>>();

function createHandedOutPrints(skeleton: Skeleton): ReadonlySet<number> {
  const known = handedOut.get(skeleton);
  if (known !== undefined) return known;
  const prints = createPrints(skeleton.cells.map((cell) => findAnswers(cell.lines, cell).outside.join("\n")));
  handedOut.set(skeleton, prints);
  return prints;
}

const createPrints = (texts: readonly string[]): Set<number> =>
  new Set(texts.flatMap((text) => winnowTokens(tokenize(text))));

function getTexts(submission: Submission, skeleton: Skeleton): string[] {
  try {
    const cells = submission.notebook === undefined ? undefined : readNotebook(submission.notebook);
    const { bodies, besideCells } = collectAnswers(skeleton, { cells, scripts: submission.scripts });
    return [
      ...[...bodies.values()].flat().flatMap((body) => (body ? [body.join("\n")] : [])),
      ...besideCells.map((lines) => lines.join("\n")),
    ];
  } catch (error) {
    if (error instanceof SubmissionProblem) return [];
    throw error;
  }
}

function tokenize(text: string): string[] {
  return text.replace(/\/\/.*$/gm, "").match(/[\p{L}\p{M}\p{N}_$]+|"[^"\n]*"|'[^'\n]*'|[^\s\p{L}\p{M}\p{N}_$]/gu) ?? [];
}

function winnowTokens(tokens: readonly string[]): number[] {
  if (tokens.length < GRAM) return [];
  const hashes = Array.from({ length: tokens.length - GRAM + 1 }, (_, at) =>
    hashText(tokens.slice(at, at + GRAM).join(" ")),
  );
  const windows = Math.max(1, hashes.length - WINDOW + 1);
  return Array.from({ length: windows }, (_, at) => Math.min(...hashes.slice(at, at + WINDOW)));
}

/** FNV-1a, 32 bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
