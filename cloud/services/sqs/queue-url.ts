import type { Call } from "../../core/call";
import type { Lab } from "../lab";
import { queueDoesNotExist } from "./faults";
import type { Queue } from "./queue/queue";

/** A queue's URL on the host that the client used: SDKs send later requests to the URL's host. */
export const queueUrl = (cloud: Lab, { name }: Pick<Queue, "name">, call: Call): string => `${call.endpoint}/${cloud.account}/${name}`;

/**
 * The queue that a URL means. Its host does not count, since one cloud has many names; a bare queue name is taken, too.
 *
 * @throws AwsFault QueueDoesNotExist
 */
export function queueAt(cloud: Lab, url: string): Queue {
  const [name = "", account = cloud.account] = url.split("/").reverse();
  if (account !== cloud.account) throw queueDoesNotExist();
  return cloud.sqs.named(name);
}
