import type { Random } from "../../../../core/random";
import { parseDatePattern } from "../../../../dates/java/write";
import { hasExpressions, type PrefixPart } from "./expression";

/** The values for a prefix's expressions. */
export interface PrefixValues {
  /** Approximate arrival of the oldest record in the object, ms since the epoch. */
  readonly oldestAt: number;
  /** IANA name or `UTC`. */
  readonly timeZone: string;
  readonly random: Random;
  /** Partition keys by source and name: `query:year`, `lambda:year`. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Set for records that failed, such as `processing-failed`. */
  readonly errorType?: string;
}

const LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HOURLY = parseDatePattern("yyyy/MM/dd/HH/");

/**
 * The evaluated prefix of an object.
 *
 * To a prefix without expressions the hour of arrival is appended as `yyyy/MM/dd/HH/`, with no `/` in between; to a
 * prefix with expressions nothing.
 *
 * @remarks AWS's guide says that the hour is also appended to expressions without a `timestamp`; measured on AWS in
 * 2026, it is not.
 */
export function evaluatePrefix(parts: readonly PrefixPart[], values: PrefixValues): string {
  const text = parts.map((part) => evaluatePart(part, values)).join("");
  return hasExpressions(parts) ? text : `${text}${HOURLY?.(values.oldestAt, values.timeZone)}`;
}

/**
 * The evaluated prefix of an object with failed records. Without expressions the kind of failure is written before the
 * hour.
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
      return random.drawText(11, LETTERS_AND_DIGITS);
    case "error-output-type":
      return errorType ?? "";
    case "partition-key":
      return keys?.[part.id] ?? "";
  }
}
