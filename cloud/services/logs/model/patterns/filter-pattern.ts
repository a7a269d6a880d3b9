import { createInvalidFilterPatternFault } from "../faults";
import { compileColumnPattern } from "./column-pattern";
import type { Filter } from "./filter";
import { compileJsonPattern } from "./json-pattern";
import { compileRegexTest } from "./regex";

interface Term {
  readonly sign: "" | "?" | "-";
  readonly text: string;
}

const TERMS = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))(?:\s+|$)/y;

/**
 * Compiles a filter pattern of words: the message must contain all plain words, no word with `-`, and one of the words
 * with `?` (which AWS ignores beside plain ones). Case-sensitive. A phrase of blanks matches every message.
 *
 * @throws AwsFault InvalidParameterException
 */
function compileTermPattern(pattern: string): Filter {
  const terms = parseTerms(pattern);
  const listTexts = (sign: Term["sign"]): readonly string[] =>
    terms.filter((term) => term.sign === sign).map(({ text }) => text);
  const [all, any, none] = [listTexts(""), listTexts("?"), listTexts("-")];
  return (message) => {
    if (none.some((text) => message.includes(text))) return false;
    if (all.length > 0) return all.every((text) => text.trim() === "" || message.includes(text));
    return any.length === 0 || any.some((text) => message.includes(text));
  };
}

function parseTerms(pattern: string): readonly Term[] {
  const terms: Term[] = [];
  TERMS.lastIndex = 0;
  while (TERMS.lastIndex < pattern.length) {
    const [, sign = "", phrase, word] = TERMS.exec(pattern) ?? [];
    if (phrase === undefined && (word === undefined || !/^\w+$/.test(word))) throw createInvalidFilterPatternFault();
    // The border: the expression matches nothing else.
    terms.push({ sign: sign as Term["sign"], text: phrase?.replaceAll(/\\(.)/g, "$1") ?? word ?? "" });
  }
  return terms;
}

/**
 * Compiles a filter pattern of any of the four kinds: `{…}` for JSON events, `[…]` for events in columns, `%…%` for a
 * regular expression, or words.
 *
 * @throws AwsFault InvalidParameterException
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function filterPattern(pattern: string): Filter {
  const text = pattern.trim();
  switch (text[0]) {
    case "{":
      return compileJsonPattern(text);
    case "[":
      return compileColumnPattern(text);
    case "%":
      return compileRegexPattern(text);
    default:
      return compileTermPattern(text);
  }
}

function compileRegexPattern(pattern: string): Filter {
  const isFound = /^%[^%]*%$/.test(pattern) ? compileRegexTest(pattern.slice(1, -1)) : undefined;
  if (isFound === undefined) throw createInvalidFilterPatternFault();
  return isFound;
}
