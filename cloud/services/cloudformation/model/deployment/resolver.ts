import { createInvalidRequestFault, createTemplateError } from "../faults";
import { getMember } from "../properties/json";
import type { Resolver } from "./plan";
import type { DeploymentContext } from "./deployment-context";
import type { StoredResource, StoredStack } from "./stored";

/** Gives the values of references to a stack's resources while these are created. */
export function createResolver(deployment: DeploymentContext, stack: StoredStack, where: string): Resolver {
  const findResource = (logicalId: string): StoredResource => {
    const found = deployment.stacks.findResource(stack.id, logicalId);
    // Dependencies are created first, so a missing resource is one whose condition is false.
    if (found === undefined || found.physicalId === "")
      throw createInvalidRequestFault(
        `Template format error: Unresolved resource dependencies [${logicalId}] in the Resources block of the template`,
      );
    return found;
  };
  return {
    ref: (logicalId) => findResource(logicalId).reference,
    getAttribute(logicalId, name) {
      const found = findResource(logicalId);
      const value = getMember(found.attributes, name);
      if (value === undefined)
        throw createTemplateError(
          `resource ${logicalId} does not support attribute type ${name} in Fn::GetAtt (${where})`,
        );
      return value;
    },
    importValue(name) {
      const value = findExportedValue(deployment, name);
      if (value === undefined) throw createInvalidRequestFault(`No export named ${name} found.`);
      const { imports } = deployment.stacks.requireStack(stack.id);
      if (!imports.includes(name)) deployment.stacks.change(stack.id, { imports: [...imports, name] });
      return value;
    },
  };
}

/** The value that a stack of this account and region exports under a name; undefined if none does. */
const findExportedValue = (deployment: DeploymentContext, name: string): string | undefined =>
  deployment.stacks
    .listAll()
    .filter(({ status }) => status !== "DELETE_COMPLETE")
    .flatMap(({ outputs }) => outputs)
    .find(({ exportName }) => exportName === name)?.value;
