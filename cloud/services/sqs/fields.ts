import type { MessageAttributeValue, MessageSystemAttributeValue } from "@aws-sdk/client-sqs";
import { optional, refused, required, structure, type Members } from "../../core/members";
import { blob, integer, list, map, string, type Rule } from "../../core/rules";

// Ranges as the API reference gives them. A broken rule's words stand behind "Reason:" in the answer.

/** A whole number in a range. @param reason AWS's words, which differ from member to member */
function within(
  least: number,
  most: number,
  reason = `Must be between ${least} and ${most}, if provided.`,
): Rule<number> {
  const whole = integer();
  return {
    check(value) {
      const found = whole.check(value);
      if (found.length > 0 || typeof value !== "number" || (value >= least && value <= most)) return found;
      return [{ path: "", value: String(value), must: reason }];
    },
  };
}

/** A text that only the compiler knows to be of a set; what is not in the set is answered by the operation, or ignored. */
function text<T extends string>(): Rule<T> {
  return { check: string().check };
}

/** A text that must not be empty; AWS calls an empty one missing. */
const filled: Rule<string> = {
  check: (value) => (value === "" ? [{ path: "", value: "", must: "not be null" }] : string().check(value)),
};

export const url = filled;
export const filledText = filled;
export const handle = filled;
export const anyText = string();
export const anyNumber = integer();
export const texts = list(string());
export const named = text;
export const hiddenSeconds = within(0, 43_200, "Must be >= 0 and <= 43200, if provided.");
export const waitSeconds = within(0, 20, "Must be >= 0 and <= 20, if provided.");
export const upTo10 = within(1, 10);
export const upTo1000 = within(1, 1_000);
export const upTo500 = within(1, 500);
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
