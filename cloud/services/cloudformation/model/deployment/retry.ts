import type { DeploymentContext } from "./deployment-context";
import { isRetryable } from "./reasons";
import type { StoredResource, StoredStack } from "./stored";

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
