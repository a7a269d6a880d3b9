import { AwsFault } from "../core/faults";
import type { Services } from "../services/framework/services";
import { createCall } from "../services/framework/service-call";
import { kinds } from "./kinds";
import { toNamedError, type ResourceRequest } from "./resource-requests";

/** The maximum cloud time that the creation of a resource may take. */
const MAX_MAKING_SECONDS = 120;

/**
 * Creates resources as their AWS calls do, but without calls, so that the journal does not show them. Existing
 * resources are left as they are. Where a creation takes time, cloud time moves on, so that all resources can be used
 * afterward.
 *
 * @param desired the resources, in the order of creation
 * @param onCreated called with each resource that did not exist before
 * @returns      how many seconds cloud time has advanced
 * @throws OptionError naming the entry that AWS would refuse; the entries before it have been created
 */
export async function createResources(
  services: Services,
  desired: readonly ResourceRequest[],
  onCreated: (resourceRequest: ResourceRequest) => void,
): Promise<number> {
  let seconds = 0;
  for (const kind of Object.values(kinds)) {
    const left = desired.filter((resourceRequest) => resourceRequest.kind === kind);
    while (left.length > 0) {
      const resourceRequests: ResourceRequest[] = [];
      for (const resourceRequest of left.splice(0, kind.atOnce ?? left.length))
        if (await createIfMissing(services, resourceRequest)) resourceRequests.push(resourceRequest);
      resourceRequests.forEach(onCreated);
      seconds += await waitUntilReady(services, resourceRequests);
    }
  }
  await services.storage.waitUntilDurable();
  return seconds;
}

/** @returns false if the resource existed before */
async function createIfMissing(services: Services, { kind, input, entry }: ResourceRequest): Promise<boolean> {
  try {
    await kind.operation.handle(services, input, createCall(services, "resources"));
    return true;
  } catch (error) {
    if (error instanceof AwsFault && error.code === kind.taken) return false;
    throw toNamedError(entry, error);
  }
}

async function waitUntilReady(services: Services, resourceRequests: readonly ResourceRequest[]): Promise<number> {
  const isPending = ({ kind, name }: ResourceRequest): boolean => kind.isReady?.(services, name) === false;
  for (let seconds = 0; ; seconds++) {
    const pending = resourceRequests.find(isPending);
    if (pending === undefined) return seconds;
    if (seconds === MAX_MAKING_SECONDS) throw new Error(`${pending.entry} is not ready after ${seconds} s`);
    await services.clock.advance(1);
  }
}
