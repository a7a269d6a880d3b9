import { invalidFilterPattern } from "../faults";
import type { Filter } from "./filter";

interface Term {
  readonly sign: "" | "?" | "-";
  readonly text: string;
}

const TERMS = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))(?:\s+|$)/y;

/**
 * Reads a filter pattern of words: all plain ones must be in the message, none of those with `-`, and one of those with
 * `?` (which AWS ignores beside plain ones). Upper and lower case differ. A phrase of blanks is in every message.
 *
 * @throws AwsFault InvalidParameterException
 */
export function termPattern(pattern: string): Filter {
  const terms = termsOf(pattern);
  const texts = (sign: Term["sign"]): readonly string[] =>
    terms.filter((term) => term.sign === sign).map(({ text }) => text);
  const [all, any, none] = [texts(""), texts("?"), texts("-")];
  return (message) => {
    if (none.some((text) => message.includes(text))) return false;
    if (all.length > 0) return all.every((text) => text.trim() === "" || message.includes(text));
    return any.length === 0 || any.some((text) => message.includes(text));
  };
}

function termsOf(pattern: string): readonly Term[] {
  const terms: Term[] = [];
  TERMS.lastIndex = 0;
  while (TERMS.lastIndex < pattern.length) {
    const [, sign = "", phrase, word] = TERMS.exec(pattern) ?? [];
    if (phrase === undefined && (word === undefined || !/^\w+$/.test(word))) throw invalidFilterPattern();
    // The border: the expression matches nothing else.
    terms.push({ sign: sign as Term["sign"], text: phrase?.replaceAll(/\\(.)/g, "$1") ?? word ?? "" });
  }
  return terms;
}
