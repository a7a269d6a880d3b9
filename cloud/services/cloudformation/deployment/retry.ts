import type { DeploymentContext } from "./deployment-context";
import { isRetryable } from "./reasons";
import type { StoredResource } from "./stored";

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
