import { createTemplateError, createFunctionNotEmulatedFault, createInvalidRequestFault } from "../faults";
import { type Json, isList, isObject } from "../properties/json";

/** The maximum number of characters of a string that a function makes: no property takes more, the largest being 4 MiB of a function's code. */
export const MAX_TEXT_LENGTH = 4 * 1024 * 1024;

/** A scalar as CloudFormation writes it into a string; undefined for lists, objects, null and undefined. */
export function formatScalar(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/**
 * Joins texts, but first adds up their lengths: functions within functions can create a string of any length from a small
 * template.
 *
 * @param name the function's name
 * @throws AwsFault ValidationError if the text is too long
 */
export function joinTexts(name: string, texts: readonly string[], delimiter = ""): string {
  const length = texts.reduce((sum, { length: item }) => sum + item + delimiter.length, -delimiter.length);
  if (length > MAX_TEXT_LENGTH)
    throw createTemplateError(`${name} creates a string of more than ${MAX_TEXT_LENGTH} characters`);
  return texts.join(delimiter);
}

const DYNAMIC_REFERENCE = /\{\{resolve:[a-z-]+:/;

/**
 * Refuses values that may occur nowhere in a template: null, and dynamic references to Systems Manager or Secrets
 * Manager.
 *
 * @throws AwsFault ValidationError, or NotImplemented
 */
export function checkValues(value: Json, path: readonly string[] = []): void {
  if (value === null && path.length > 0)
    throw createInvalidRequestFault(`[/${toShownPath(path).join("/")}] 'null' values are not allowed in templates`);
  if (typeof value === "string" && DYNAMIC_REFERENCE.test(value))
    throw createFunctionNotEmulatedFault("dynamic references such as {{resolve:ssm:…}}");
  const members: readonly (readonly [string, Json])[] = isList(value)
    ? value.map((item, index) => [String(index), item])
    : isObject(value)
      ? Object.entries(value)
      : [];
  for (const [key, item] of members) checkValues(item, [...path, key]);
}

/** AWS's message puts a path inside a resource's Properties under its Type instead (aws-cloudformation/cfn-lint, issues 38 and 246). */
function toShownPath(path: readonly string[]): readonly string[] {
  const [section = "", name = "", key, ...inside] = path;
  return section === "Resources" && key === "Properties" && inside.length > 0
    ? [section, name, "Type", ...inside]
    : path;
}
