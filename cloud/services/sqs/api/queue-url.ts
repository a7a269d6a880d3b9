import type { Call } from "../../../core/call";
import type { Services } from "../../framework/services";
import { createQueueDoesNotExistFault } from "../model/faults";
import type { Queue } from "../model/queue/queue";

/** A queue's URL on the host that the client used: SDKs send later requests to the URL's host. */
export const formatQueueUrl = (cloud: Services, { name }: Pick<Queue, "name">, call: Call): string =>
  `${call.endpoint}/${cloud.account}/${name}`;

/**
 * The queue that a URL names. The host is ignored, since one cloud has many names; a bare queue name is accepted, too.
 *
 * @throws AwsFault QueueDoesNotExist
 */
export function findQueueAt(cloud: Services, url: string): Queue {
  const slash = url.lastIndexOf("/");
  const queue = cloud.sqs.requireQueue(url.slice(slash + 1));
  const account = slash === -1 ? cloud.account : url.slice(url.lastIndexOf("/", slash - 1) + 1, slash);
  if (account !== cloud.account || !cloud.sqs.isUsable(queue)) throw createQueueDoesNotExistFault();
  // Any call that names a queue makes it active, so that its metrics go on.
  cloud.sqs.metrics.noteUse(queue);
  return queue;
}
