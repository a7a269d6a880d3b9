import { filterPatternNotEmulated, invalidFilterPattern } from "./faults";

/** Whether a message is wanted. */
export type Filter = (message: string) => boolean;

interface Term {
  readonly sign: "" | "?" | "-";
  readonly text: string;
}

const TERMS = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))(?:\s+|$)/y;

/**
 * Reads a filter pattern of words: all plain ones must be in the message, none of those with `-`, and one of those with
 * `?` (which AWS ignores beside plain ones). Upper and lower case differ.
 *
 * @throws AwsFault InvalidParameterException, or NotImplemented for AWS's JSON, column and regular-expression patterns
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function filterPattern(pattern: string): Filter {
  const terms = termsOf(pattern.trim());
  const texts = (sign: Term["sign"]): readonly string[] => terms.filter((term) => term.sign === sign).map(({ text }) => text);
  const [all, any, none] = [texts(""), texts("?"), texts("-")];
  return (message) => {
    if (none.some((text) => message.includes(text))) return false;
    if (all.length > 0) return all.every((text) => message.includes(text));
    return any.length === 0 || any.some((text) => message.includes(text));
  };
}

function termsOf(pattern: string): readonly Term[] {
  if (/^[{[%]/.test(pattern)) throw filterPatternNotEmulated(pattern);
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
