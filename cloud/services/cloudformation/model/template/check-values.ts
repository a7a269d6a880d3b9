import { createFunctionNotEmulatedFault, createInvalidRequestFault } from "../faults";
import { isList, isObject, type Json } from "../properties/json";

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
  for (const [key, one] of members) checkValues(one, [...path, key]);
}

/** AWS's message puts a path inside a resource's Properties under its Type instead (aws-cloudformation/cfn-lint, issues 38 and 246). */
function toShownPath(path: readonly string[]): readonly string[] {
  const [section = "", name = "", key, ...inside] = path;
  return section === "Resources" && key === "Properties" && inside.length > 0
    ? [section, name, "Type", ...inside]
    : path;
}
