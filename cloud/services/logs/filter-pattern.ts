import { invalidFilterPattern } from "./faults";
import { columnPattern } from "./patterns/column-pattern";
import type { Filter } from "./patterns/filter";
import { jsonPattern } from "./patterns/json-pattern";
import { regexTest } from "./patterns/regex";
import { termPattern } from "./patterns/term-pattern";

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
      return jsonPattern(text);
    case "[":
      return columnPattern(text);
    case "%":
      return regexPattern(text);
    default:
      return termPattern(text);
  }
}

function regexPattern(pattern: string): Filter {
  const isFound = /^%[^%]*%$/.test(pattern) ? regexTest(pattern.slice(1, -1)) : undefined;
  if (isFound === undefined) throw invalidFilterPattern();
  return isFound;
}
