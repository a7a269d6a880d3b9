import type { DeploymentContext } from "./deployment-context";
import { isRetryable } from "./reasons";
import type { StoredResource, StoredStack } from "./stored";

/** For so long a service may refuse a call that it would take later, in ms of cloud time. */
const RETRY_MS = 120_000;

/**
 * What becomes of a resource whose service refused a call.
 *
 * @param isThere the resource exists, so that "in use" means that it is being changed
 * @returns the resource as it waits for its next try; undefined if the refusal is final
 */
export function nextTry(
  deployment: DeploymentContext,
  resource: StoredResource,
  { error, isThere = true }: { readonly error: unknown; readonly isThere?: boolean },
): StoredResource | undefined {
  const since = resource.triedSince ?? deployment.now();
  const mayPass = isRetryable(error, isThere) && deployment.now() - since < RETRY_MS;
  return mayPass ? { ...resource, triedSince: since } : undefined;
}

/** A call for a resource that its service refused. */
export interface Refusal {
  readonly resource: StoredResource;
  readonly error: unknown;
  /** The resource's status if the refusal is final. */
  readonly status: "CREATE_FAILED" | "UPDATE_FAILED";
  /** The resource exists, so that "in use" means that it is being changed. */
  readonly isThere?: boolean;
}

/** Lets a resource wait for its next try, or marks it as failed. */
export function retryOrFail(
  deployment: DeploymentContext,
  stack: StoredStack,
  { resource, error, status, isThere = true }: Refusal,
): void {
  const later = nextTry(deployment, resource, { error, isThere });
  if (later !== undefined) deployment.stacks.saveResource(later);
  else deployment.mark(stack, resource, { status, statusReason: deployment.reason(error), progress: "failed" });
}
