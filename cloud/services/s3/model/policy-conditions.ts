import { isLike, type Wildcards } from "../../../../foundation/wildcards";

/** A request's headers, in lower case. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** Whether a condition of a policy holds for a request. */
export type Condition = (headers: RequestHeaders) => boolean;

/** The wildcards of IAM. */
export const WILDCARDS: Wildcards = { any: "*", single: "?" };

/** Whether a header's value matches a string of the policy, by operator. */
const COMPARISONS: Readonly<Record<string, (value: string, text: string) => boolean>> = {
  StringEquals: (value, text) => value === text,
  StringEqualsIgnoreCase: (value, text) => value.toLowerCase() === text.toLowerCase(),
  StringLike: (value, text) => isLike(value, text, WILDCARDS),
};

/** `StringNotEqualsIfExists`: the comparison in two parts, and what is done about it. */
const OPERATOR = /^(String)(Not)?(Equals|EqualsIgnoreCase|Like)(IfExists)?$/;

/** A key of a condition that is a header of the request. */
const HEADER_KEY = /^s3:(x-amz-[a-z\d-]+)$/i;

/**
 * The conditions of a statement, all of which have to hold.
 *
 * @param condition the statement's `Condition`; undefined for none
 * @returns undefined if one of them is about anything but the request's `x-amz-` headers
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
export function parseConditions(condition: unknown): readonly Condition[] | undefined {
  const conditions: Condition[] = [];
  for (const [operator, keys] of listEntries(condition))
    for (const [key, values] of listEntries(keys)) {
      const parsed = parseCondition(operator, key, [values].flat().map(String));
      if (parsed === undefined) return undefined;
      conditions.push(parsed);
    }
  return conditions;
}

function parseCondition(operator: string, key: string, texts: readonly string[]): Condition | undefined {
  const header = HEADER_KEY.exec(key)?.[1]?.toLowerCase();
  if (header === undefined || texts.some((text) => text.includes("${"))) return undefined;
  if (operator === "Null") return (headers) => texts.includes(String(headers[header] === undefined));
  const [, prefix, negation, comparison, ifExists] = OPERATOR.exec(operator) ?? [];
  const matches = COMPARISONS[`${prefix}${comparison}`];
  if (matches === undefined) return undefined;
  const isNegated = negation !== undefined;
  return (headers) => {
    const value = headers[header];
    // Without the key, a negated comparison holds, as on AWS.
    if (value === undefined) return isNegated || ifExists !== undefined;
    return texts.some((text) => matches(value, text)) !== isNegated;
  };
}

/** The members of a part of a policy; none for anything but an object. */
export const listEntries = (part: unknown): readonly (readonly [string, unknown])[] =>
  typeof part === "object" && part !== null ? Object.entries(part) : [];
