import type { Random } from "../../../core/random";
import { datePattern } from "../../../dates/java/write";
import { hasExpressions, type PrefixPart } from "./expression";

/** What a prefix is evaluated with. */
export interface PrefixValues {
  /** Approximate arrival of the oldest record in the object, ms since the epoch. */
  readonly oldestAt: number;
  /** IANA name or `UTC`. */
  readonly timeZone: string;
  readonly random: Random;
  /** Partition keys by where they come from and their name: `query:year`, `lambda:year`. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Set for records that failed: `processing-failed` and its like. */
  readonly errorType?: string;
}

const LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HOURLY = datePattern("yyyy/MM/dd/HH/");

/**
 * The text before an object's own name.
 *
 * Without any expression the hour of arrival is appended as `yyyy/MM/dd/HH/`, with no `/` in between; with any, nothing is.
 *
 * @remarks AWS's guide says that the hour is also appended where no `timestamp` expression stands; measured on AWS in 2026,
 *          it is not.
 */
export function evaluatePrefix(parts: readonly PrefixPart[], values: PrefixValues): string {
  const text = parts.map((part) => evaluatePart(part, values)).join("");
  return hasExpressions(parts) ? text : `${text}${HOURLY?.(values.oldestAt, values.timeZone)}`;
}

/**
 * The same for records that failed. Without expressions the kind of failure is written before the hour.
 *
 * @param parts of ErrorOutputPrefix, or of Prefix where there is no ErrorOutputPrefix (then Prefix has no expressions)
 */
export function evaluateErrorPrefix(
  parts: readonly PrefixPart[],
  values: PrefixValues & { readonly errorType: string },
): string {
  const typed: readonly PrefixPart[] = hasExpressions(parts)
    ? parts
    : [...parts, { kind: "text", text: `${values.errorType}/` }];
  return evaluatePrefix(typed, values);
}

function evaluatePart(part: PrefixPart, { oldestAt, timeZone, random, keys, errorType }: PrefixValues): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "timestamp":
      return part.pattern(oldestAt, timeZone);
    case "random-string":
      return random.text(11, LETTERS_AND_DIGITS);
    case "error-output-type":
      return errorType ?? "";
    case "partition-key":
      return keys?.[part.id] ?? "";
  }
}
