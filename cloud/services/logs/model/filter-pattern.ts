import { createInvalidFilterPatternFault } from "./faults";
import { compileColumnPattern } from "./patterns/column-pattern";
import type { Filter } from "./patterns/filter";
import { compileJsonPattern } from "./patterns/json-pattern";
import { compileRegexTest } from "./patterns/regex";
import { compileTermPattern } from "./patterns/term-pattern";

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
