import type { JsonObject } from "../properties/json";
import type { DeploymentContext } from "./deployment-context";
import { retryOrFail } from "./retry";
import { leave } from "./transitions";
import type { StoredResource, StoredStack } from "./stored";

interface Change {
  readonly resource: StoredResource;
  readonly from: JsonObject;
  readonly to: JsonObject;
}

/** Lets a resource's service change the resource, forward by an update or back by a rollback; later steps wait until the change is complete. */
export async function changeInPlace(
  deployment: DeploymentContext,
  stack: StoredStack,
  { resource, from, to }: Change,
): Promise<void> {
  const { type, context } = deployment.resolveResource(stack, resource);
  try {
    const { physicalId: before } = resource;
    const physicalId = (await type.update(context, { id: before, properties: from }, to)) ?? before;
    if (physicalId !== before) leave(deployment, { ...resource, properties: from });
    deployment.stacks.saveResource({ ...resource, physicalId, progress: "making", triedSince: undefined });
  } catch (error) {
    retryOrFail(deployment, stack, { resource, error, status: "UPDATE_FAILED" });
  }
}
