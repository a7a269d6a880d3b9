import { createBadExpressionValueFault, createStrayExpressionFault, createUnknownNamespaceFault } from "../faults";
import { parseDatePattern, type DatePattern } from "../../../../dates/java/write";

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
export const hasExpressions = (parts: readonly PrefixPart[]): boolean => parts.some(({ kind }) => kind !== "text");

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
