import type { Random } from "../../../../../foundation/random";
import { parseDatePattern, type DatePattern } from "../../../../../foundation/dates/java/write";
import * as faults from "../faults";
import { createBadExpressionValueFault, createStrayExpressionFault, createUnknownNamespaceFault } from "../faults";

/** The member of the destination that holds a prefix; error texts name it. */
type PrefixMember = "Prefix" | "ErrorOutputPrefix";

/** One part of a prefix, a prefix is a list of them in the order of writing. */
export type PrefixPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "timestamp"; readonly pattern: DatePattern }
  | { readonly kind: "random-string" }
  | { readonly kind: "error-output-type" }
  /** `id`: the name under which records carry the key. */
  | { readonly kind: "partition-key"; readonly from: "query" | "lambda"; readonly name: string; readonly id: string };

const EXPRESSION = /!\{([^:{}]*):([^}]*)\}/gu;

/**
 * Reads a prefix with expressions of the form `!{namespace:value}`.
 *
 * @throws AwsFault InvalidArgumentException for a prefix that AWS refuses
 * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
export function parsePrefixParts(prefix: string, member: PrefixMember): readonly PrefixPart[] {
  if (prefix.replaceAll(EXPRESSION, "").includes("!{")) throw createStrayExpressionFault(prefix);
  const parts: PrefixPart[] = [];
  let from = 0;
  for (const found of prefix.matchAll(EXPRESSION)) {
    const [whole, namespace = "", value = ""] = found;
    if (found.index > from) parts.push({ kind: "text", text: prefix.slice(from, found.index) });
    parts.push(parseExpression(namespace, value, member));
    from = found.index + whole.length;
  }
  if (from < prefix.length) parts.push({ kind: "text", text: prefix.slice(from) });
  return parts;
}

/** Whether anything in a prefix is not plain text. */
const hasExpressions = (parts: readonly PrefixPart[]): boolean => parts.some(({ kind }) => kind !== "text");

function parseExpression(namespace: string, value: string, member: PrefixMember): PrefixPart {
  switch (namespace) {
    case "timestamp": {
      const pattern = parseDatePattern(value);
      if (pattern === undefined || value === "") throw createBadExpressionValueFault(member);
      return { kind: "timestamp", pattern };
    }
    case "firehose":
      if (value !== "random-string" && value !== "error-output-type") throw createBadExpressionValueFault(member);
      return { kind: value };
    case "partitionKeyFromQuery":
      return { kind: "partition-key", from: "query", name: value, id: `query:${value}` };
    case "partitionKeyFromLambda":
      return { kind: "partition-key", from: "lambda", name: value, id: `lambda:${value}` };
    default:
      throw createUnknownNamespaceFault(namespace);
  }
}

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

const MAX_EVALUATED_LENGTH = 512;

/** The prefixes of a destination, as given. */
export interface Prefixes {
  readonly prefix: string | undefined;
  readonly errorPrefix: string | undefined;
  readonly partitions: boolean;
}

/**
 * Checks the prefixes of a destination as CreateDeliveryStream and UpdateDestination do.
 *
 * @param values to try the prefixes with: now, the destination's time zone, and any random numbers
 * @throws AwsFault InvalidArgumentException with AWS's words (FH-047 to FH-055)
 */
export function checkPrefixes({ prefix = "", errorPrefix = "", partitions }: Prefixes, values: PrefixValues): void {
  const data = parsePrefixParts(prefix, "Prefix");
  const errors = parsePrefixParts(errorPrefix, "ErrorOutputPrefix");

  checkExpressions(data, errors, partitions);
  if (hasExpressions(data) && errorPrefix === "") throw faults.createErrorPrefixNeededFault();

  if (evaluatePrefix(data, values).length > MAX_EVALUATED_LENGTH)
    throw faults.createEvaluatedPrefixTooLongFault("Prefix");
  const evaluated = evaluateErrorPrefix(errors, { ...values, errorType: "format-conversion-failed" });
  if (evaluated.length > MAX_EVALUATED_LENGTH) throw faults.createEvaluatedPrefixTooLongFault("ErrorOutputPrefix");
}

function checkExpressions(data: readonly PrefixPart[], errors: readonly PrefixPart[], partitions: boolean): void {
  if (has(data, "error-output-type")) throw faults.createErrorTypeInPrefixFault();
  if (has(errors, "partition-key")) throw faults.createPartitionKeyInErrorPrefixFault();
  if (hasExpressions(errors) && !has(errors, "error-output-type")) throw faults.createErrorTypeNeededFault();
  if (has(data, "partition-key") && !partitions) throw faults.createPartitionKeyWithoutPartitioningFault();
}

const has = (parts: readonly PrefixPart[], kind: PrefixPart["kind"]): boolean =>
  parts.some((part) => part.kind === kind);
