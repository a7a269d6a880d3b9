import { createTemplateError } from "../faults";
import type { Json } from "../properties/json";

/** The most characters of a text that a function makes: no property takes more, the largest being 4 MiB of a function's code. */
export const MAX_TEXT_LENGTH = 4 * 1024 * 1024;

/** A scalar as CloudFormation writes it into a text; undefined for lists, objects, null and undefined. */
export function formatScalar(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/**
 * Joins texts, but first adds up their lengths: functions within functions can create a text of any length from a small
 * template.
 *
 * @param name the function's name
 * @throws AwsFault ValidationError if the text is too long
 */
export function joinTexts(name: string, texts: readonly string[], delimiter = ""): string {
  const length = texts.reduce((sum, { length: one }) => sum + one + delimiter.length, -delimiter.length);
  if (length > MAX_TEXT_LENGTH)
    throw createTemplateError(`${name} creates a text of more than ${MAX_TEXT_LENGTH} characters`);
  return texts.join(delimiter);
}
