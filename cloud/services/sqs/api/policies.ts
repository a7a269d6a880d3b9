import type { Services } from "../../framework/services";
import { createBadPolicyFault } from "../model/faults";
import type { Attributes } from "../model/queue/attributes";
import { parseAllowedSources, redrivePolicy } from "../model/queue/redrive-policy";

/**
 * Checks the policies that a request gives a queue against the queues that they name.
 *
 * @throws AwsFault InvalidParameterValueException; all texts except that of a wrong type are known from reports
 */
export function checkPolicies(
  cloud: Services,
  queue: { readonly name: string; readonly isFifo: boolean },
  given: Attributes,
): void {
  if (given["RedriveAllowPolicy"]) parseAllowedSources(given["RedriveAllowPolicy"]);
  const policy = given["RedrivePolicy"];
  if (!policy) return;
  const target = cloud.sqs.findByArn(redrivePolicy(policy).deadLetterArn);
  const createPolicyError = (reason: string): Error => createBadPolicyFault(policy, "RedrivePolicy", reason);
  if (target === undefined) throw createPolicyError("Dead letter target does not exist");
  if (target.settings.isFifo !== queue.isFifo)
    throw createPolicyError("Dead-letter queue must be same type of queue as the source");
  const allowed = target.stored.attributes["RedriveAllowPolicy"];
  const sources = allowed === undefined ? undefined : parseAllowedSources(allowed);
  if (sources !== undefined && !sources.includes(cloud.createArn("sqs", queue.name)))
    throw createPolicyError("Queue does not have permission to use the dead-letter queue");
}
