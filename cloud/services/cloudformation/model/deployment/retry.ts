import type { DeploymentContext } from "./deployment-context";
import { isRetryable } from "./reasons";
import type { StoredResource, StoredStack } from "./stored";
import { createInvalidRequestFault, createTemplateError } from "../faults";
import { getMember } from "../properties/json";
import type { Resolver } from "./plan";

/** ms of the cloud's clock during which a call is repeated that a service refuses for now. */
const RETRY_MS = 120_000;

/**
 * Plans the next try for a resource whose service refused a call.
 *
 * @param isThere whether the resource exists, so that "in use" means that it is being changed
 * @returns the resource to save, which waits for its next try; undefined if the refusal is final
 */
export function planNextTry(
  deployment: DeploymentContext,
  resource: StoredResource,
  { error, isThere = true }: { readonly error: unknown; readonly isThere?: boolean },
): StoredResource | undefined {
  const since = resource.triedSince ?? deployment.now();
  const mayPass = isRetryable(error, isThere) && deployment.now() - since < RETRY_MS;
  return mayPass ? { ...resource, triedSince: since } : undefined;
}

/** A service's refusal of a call for a resource. */
interface Refusal {
  readonly resource: StoredResource;
  readonly error: unknown;
  /** The resource's status if the refusal is final. */
  readonly status: "CREATE_FAILED" | "UPDATE_FAILED";
  /** Whether the resource exists, so that "in use" means that it is being changed. */
  readonly isThere?: boolean;
}

/** Saves a resource for its next try, or marks it as failed. */
export function retryOrFail(
  deployment: DeploymentContext,
  stack: StoredStack,
  { resource, error, status, isThere = true }: Refusal,
): void {
  const later = planNextTry(deployment, resource, { error, isThere });
  if (later !== undefined) deployment.stacks.saveResource(later);
  else deployment.mark(stack, resource, { status, statusReason: deployment.getReason(error), progress: "failed" });
}

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
