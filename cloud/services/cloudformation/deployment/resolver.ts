import { invalidRequest, templateError } from "../faults";
import { memberOf } from "../template/json";
import type { Resolver } from "./plan";
import type { Site } from "./site";
import type { StoredResource, StoredStack } from "./stored";

/** What the names of a stack's resources stand for, now that those are there. */
export function resolverOf(site: Site, stack: StoredStack, where: string): Resolver {
  const resource = (logicalId: string): StoredResource => {
    const found = site.stacks.resource(stack.id, logicalId);
    // What is waited for is there before; a condition may have left it out.
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
      const value = exportedValue(site, name);
      if (value === undefined) throw invalidRequest(`No export named ${name} found.`);
      const { imports } = site.stacks.named(stack.id);
      if (!imports.includes(name)) site.stacks.change(stack.id, { imports: [...imports, name] });
      return value;
    },
  };
}

/** What a stack of this account and region exports under a name. */
export const exportedValue = (site: Site, name: string): string | undefined =>
  site.stacks
    .all()
    .filter(({ status }) => status !== "DELETE_COMPLETE")
    .flatMap(({ outputs }) => outputs)
    .find(({ exportName }) => exportName === name)?.value;
