import type { Call } from "../../core/call";
import type { Lab } from "../lab";
import { queueDoesNotExist } from "./faults";
import type { Queue } from "./queue/queue";

/** A queue's URL on the host that the client used: SDKs send later requests to the URL's host. */
export const queueUrl = (cloud: Lab, { name }: Pick<Queue, "name">, call: Call): string =>
  `${call.endpoint}/${cloud.account}/${name}`;

/**
 * The queue that a URL means. Its host does not count, since one cloud has many names; a bare queue name is taken, too.
 *
 * @throws AwsFault QueueDoesNotExist
 */
export function queueAt(cloud: Lab, url: string): Queue {
  const slash = url.lastIndexOf("/");
  const queue = cloud.sqs.named(url.slice(slash + 1));
  const account = slash === -1 ? cloud.account : url.slice(url.lastIndexOf("/", slash - 1) + 1, slash);
  if (account !== cloud.account || !cloud.sqs.isUsable(queue)) throw queueDoesNotExist();
  // Any call that is about a queue makes it an active one, of which CloudWatch is told.
  cloud.sqs.metrics.used(queue);
  return queue;
}
