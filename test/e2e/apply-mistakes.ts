import { expect } from "chai";

/** A part of a right answer, and the text that replaces it. */
export type Replacement = readonly [part: string, instead: string];

/** The right answer of a cell, or of a script, with mistakes. */
export function applyMistakes(answer: string, ...mistakes: readonly Replacement[]): string {
  return mistakes.reduce((text, [part, instead]) => {
    expect(text).to.contain(part);
    return text.replace(part, () => instead);
  }, answer);
}
