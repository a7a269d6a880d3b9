import type { MessageAttributeValue, MessageSystemAttributeValue } from "@aws-sdk/client-sqs";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { blob, integer, list, map, string, type Rule } from "../../../core/rules";

// Ranges from the API reference. A broken rule's text follows "Reason:" in the answer.

/** A whole number in a range. @param reason AWS's text, which differs from member to member */
function createRangeRule(
  min: number,
  max: number,
  reason = `Must be between ${min} and ${max}, if provided.`,
): Rule<number> {
  const whole = integer();
  return {
    check(value) {
      const found = whole.check(value);
      if (found.length > 0 || typeof value !== "number" || (value >= min && value <= max)) return found;
      return [{ path: "", value: String(value), must: reason }];
    },
  };
}

/** A string whose type lists known values, which are not checked here: the operation refuses or ignores others. */
function createTextRule<T extends string>(): Rule<T> {
  return { check: string().check };
}

/** A string that must not be empty; AWS's text calls an empty one missing. */
const filled: Rule<string> = {
  check: (value) => (value === "" ? [{ path: "", value: "", must: "not be null" }] : string().check(value)),
};

export const url = filled;
export const filledText = filled;
export const handle = filled;
export const anyText = string();
export const anyNumber = integer();
export const texts = list(string());
export const named = createTextRule;
export const hiddenSeconds = createRangeRule(0, 43_200, "Must be >= 0 and <= 43200, if provided.");
export const waitSeconds = createRangeRule(0, 20, "Must be >= 0 and <= 20, if provided.");
export const upTo10 = createRangeRule(1, 10);
export const upTo1000 = createRangeRule(1, 1_000);
export const upTo500 = createRangeRule(1, 500);
export const textMap = map(string(), string());

export const attributeValues = map(
  string(),
  structure({
    DataType: required(string()),
    StringValue: optional(string()),
    BinaryValue: optional(blob()),
    StringListValues: refused(),
    BinaryListValues: refused(),
  } satisfies Members<MessageAttributeValue>),
);
export const systemAttributeValues = map(
  string(),
  structure({
    DataType: required(string()),
    StringValue: optional(string()),
    BinaryValue: refused(),
    StringListValues: refused(),
    BinaryListValues: refused(),
  } satisfies Members<MessageSystemAttributeValue>),
);
