import type { Answers } from "../merge/answers";
import { listStarterLines } from "../merge/slot-features";
import type { Skeleton } from "../merge/skeleton";

/**
 * The number of consecutive tokens in a print, and of consecutive prints that one is kept from, as in winnowing.
 */
const GRAM = 8;
const WINDOW = 4;
const MAX_PRINTS = 2_000;

/**
 * Fingerprints of a learner's own code: answers and helpers, with names and literals as they are, without spaces and comments. Two
 * texts that share a long stretch share a print. Code that the lab hands out outside of the regions gives no print.
 *
 * @returns 32-bit numbers, in rising order, each once
 * @see https://theory.stanford.edu/~aiken/publications/papers/sigmod03.pdf
 */
export function createFingerprints(answers: Answers, skeleton: Skeleton): number[] {
  const starterPrints = createHandedOutPrints(skeleton);
  const learnerPrints = [...createPrints(getTexts(answers))].filter((print) => !starterPrints.has(print));
  return learnerPrints.slice(0, MAX_PRINTS).sort((a, b) => a - b);
}

/** Prints of the handed-out code, computed once for a batch. */
const handedOut = new WeakMap<Skeleton, ReadonlySet<number>>();

function createHandedOutPrints(skeleton: Skeleton): ReadonlySet<number> {
  const known = handedOut.get(skeleton);
  if (known !== undefined) return known;
  const prints = createPrints(skeleton.cells.map((cell) => listStarterLines(cell).join("\n")));
  handedOut.set(skeleton, prints);
  return prints;
}

const createPrints = (texts: readonly string[]): Set<number> =>
  new Set(texts.flatMap((text) => winnowTokens(tokenize(text))));

function getTexts({ bodies, besideCells }: Answers): string[] {
  return [
    ...[...bodies.values()].flat().flatMap((body) => (body ? [body.join("\n")] : [])),
    ...besideCells.map((lines) => lines.join("\n")),
  ];
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
