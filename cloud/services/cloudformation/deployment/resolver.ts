import { invalidRequest, templateError } from "../faults";
import { memberOf } from "../template/json";
import type { Resolver } from "./plan";
import type { DeploymentContext } from "./deployment-context";
import type { StoredResource, StoredStack } from "./stored";

/** Gives the values of references to a stack's resources while these are created. */
export function resolverOf(deployment: DeploymentContext, stack: StoredStack, where: string): Resolver {
  const resource = (logicalId: string): StoredResource => {
    const found = deployment.stacks.resource(stack.id, logicalId);
    // Dependencies are created first, so a missing resource is one whose condition is false.
    if (found === undefined || found.physicalId === "")
      throw invalidRequest(
        `Template format error: Unresolved resource dependencies [${logicalId}] in the Resources block of the template`,
      );
    return found;
  };
  return {
    ref: (logicalId) => resource(logicalId).reference,
    attribute(logicalId, name) {
      const found = resource(logicalId);
      const value = memberOf(found.attributes, name);
      if (value === undefined)
        throw templateError(`resource ${logicalId} does not support attribute type ${name} in Fn::GetAtt (${where})`);
      return value;
    },
    imported(name) {
      const value = exportedValue(deployment, name);
      if (value === undefined) throw invalidRequest(`No export named ${name} found.`);
      const { imports } = deployment.stacks.named(stack.id);
      if (!imports.includes(name)) deployment.stacks.change(stack.id, { imports: [...imports, name] });
      return value;
    },
  };
}

/** The value that a stack of this account and region exports under a name; undefined if none does. */
const exportedValue = (deployment: DeploymentContext, name: string): string | undefined =>
  deployment.stacks
    .all()
    .filter(({ status }) => status !== "DELETE_COMPLETE")
    .flatMap(({ outputs }) => outputs)
    .find(({ exportName }) => exportName === name)?.value;
