import type { ResourceType, StackResource } from "../resource-type";
import type { StoredResource, StoredStack } from "./stored";

/** How many random letters a resource's generated name ends with. */
export const SUFFIX_LETTERS = 12;

/**
 * A stored resource as the methods of its type get it.
 * @param created is called with the physical id as soon as the resource exists
 */
export const createStackResource = (
  stack: StoredStack,
  { resource, type, noteCreated }: { resource: StoredResource; type: ResourceType; noteCreated: (id: string) => void },
): StackResource => ({
  stackName: stack.name,
  stackId: stack.id,
  logicalId: resource.logicalId,
  typeName: resource.type,
  generatedName: generateName(stack.name, resource, type),
  noteCreated,
});

/** `<stack>-<logical id>-<letters>`; a name that is too long is shortened in its first two parts, as AWS does it. */
function generateName(
  stackName: string,
  { logicalId, suffix }: StoredResource,
  { lowercase, maxNameLength }: ResourceType,
): string {
  const room = maxNameLength - suffix.length - 2;
  const half = Math.floor(room / 2);
  const forStack = Math.max(half, room - logicalId.length);
  const stack = stackName.slice(0, forStack);
  const name = `${stack}-${logicalId.slice(0, room - stack.length)}-${suffix}`;
  return lowercase ? name.toLowerCase() : name;
}
