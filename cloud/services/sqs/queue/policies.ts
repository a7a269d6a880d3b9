import type { Lab } from "../../lab";
import { badPolicy } from "../faults";
import type { Attributes } from "./attributes";
import { allowedSources, redrivePolicy } from "./redrive-policy";

/**
 * Checks the policies that a request gives a queue against the queues that they name.
 *
 * @throws AwsFault InvalidParameterValueException; all texts except that of a wrong type are known from reports
 */
export function checkPolicies(
  cloud: Lab,
  queue: { readonly name: string; readonly isFifo: boolean },
  given: Attributes,
): void {
  if (given["RedriveAllowPolicy"]) allowedSources(given["RedriveAllowPolicy"]);
  const policy = given["RedrivePolicy"];
  if (!policy) return;
  const target = cloud.sqs.byArn(redrivePolicy(policy).deadLetterArn);
  const bad = (reason: string): Error => badPolicy(policy, "RedrivePolicy", reason);
  if (target === undefined) throw bad("Dead letter target does not exist");
  if (target.settings.isFifo !== queue.isFifo) throw bad("Dead-letter queue must be same type of queue as the source");
  const allowed = target.stored.attributes["RedriveAllowPolicy"];
  const sources = allowed === undefined ? undefined : allowedSources(allowed);
  if (sources !== undefined && !sources.includes(cloud.arn("sqs", queue.name)))
    throw bad("Queue does not have permission to use the dead-letter queue");
}
