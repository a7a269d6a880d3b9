import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import { createBadContentsFault, createInvalidParametersFault } from "../faults";
import type { StoredAttribute } from "../../store/message";
import { hasOnlyAllowedCharacters } from "./characters";

const MAX_ATTRIBUTES = 10;
const MAX_BYTES = 256;

/** Shared by the many messages without attributes. */
const NO_ATTRIBUTES: Readonly<Record<string, StoredAttribute>> = {};

/**
 * Checks the attributes of a sent message, and converts them to their stored form.
 *
 * @throws AwsFault InvalidParameterValueException. Which attributes are refused is measured, and so is the text for an
 * empty value; the other texts are known from reports, or are this project's
 */
export function checkMessageAttributes(
  attributes?: Readonly<Record<string, MessageAttributeValue>>,
): Readonly<Record<string, StoredAttribute>> {
  if (attributes === undefined) return NO_ATTRIBUTES;
  const entries = Object.entries(attributes);
  if (entries.length > MAX_ATTRIBUTES)
    throw createInvalidParametersFault(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [${MAX_ATTRIBUTES}].`,
    );
  return Object.fromEntries(
    entries.map(([name, value]) => {
      checkName(name);
      checkType(name, value.DataType ?? "");
      return [name, storeAttribute(name, value)];
    }),
  );
}

/** How many bytes attributes add to a message: names, types and values. */
export const countAttributesBytes = (attributes: Readonly<Record<string, StoredAttribute>>): number =>
  Object.entries(attributes).reduce(
    (sum, [name, { type, text = "", base64 = "" }]) =>
      sum +
      Buffer.byteLength(name) +
      Buffer.byteLength(type) +
      Buffer.byteLength(text) +
      Buffer.byteLength(base64, "base64"),
    0,
  );

function checkName(name: string): void {
  if (name.length > MAX_BYTES)
    throw createInvalidParametersFault("Message (user) attribute names must be shorter than 256 Bytes");
  if (!/^[\p{L}\p{N}_.-]+$/u.test(name)) {
    throw createInvalidParametersFault(
      "Message (user) attributes name can only contain upper and lower score characters, digits, periods, hyphens and underscores. ",
    );
  }
  if (/^(aws\.|amazon\.|\.)|\.$|\.\./i.test(name)) {
    throw createInvalidParametersFault(
      "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use. Additionally, they cannot start or end with '.'.",
    );
  }
}

function checkType(name: string, type: string): void {
  if (type.length > MAX_BYTES)
    throw createInvalidParametersFault("Message (user) attribute types must be shorter than 256 Bytes");
  if (!/^(String|Number|Binary)(\..+)?$/.test(type)) {
    throw createInvalidParametersFault(
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
}

function storeAttribute(
  name: string,
  { DataType: type = "", StringValue: text, BinaryValue: bytes }: MessageAttributeValue,
): StoredAttribute {
  if (type.startsWith("Binary")) {
    if (bytes === undefined || bytes.byteLength === 0) throw createEmptyError(name, "Binary");
    return { type, base64: Buffer.from(bytes).toString("base64") };
  }
  const base = type.startsWith("Number") ? "Number" : "String";
  if (text === undefined || text === "") throw createEmptyError(name, base);
  // The fault differs from the one for a body (measured).
  if (!hasOnlyAllowedCharacters(text)) throw createInvalidParametersFault(createBadContentsFault().message);
  if (base === "Number" && !isNumber(text))
    throw createInvalidParametersFault(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  return { type, text };
}

const createEmptyError = (name: string, type: string): Error =>
  createInvalidParametersFault(`Message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`);

const isNumber = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
