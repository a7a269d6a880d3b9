import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deployGivens } from "../../givens/given-stack";
import { getAccount } from "../../givens/given-resources";
import type { GivenOptions } from "../../givens/lab";
import { listGivenResources } from "./resources";

const LAB = "02-fuel-network";
/** The name of the stack with the lab's givens: the resources that exist before the learner begins. */
const STACK = "LabStack-FuelNetwork";

/**
 * Sets up lab 02's givens by a stack of `template.yaml`: the bucket, the Glue database and table, the two queues, and
 * the roles of Firehose, of the three functions and of EventBridge Scheduler.
 *
 * It works on AWS and in the lab cloud. It may be run again at any time: resources that exist are kept. If a
 * queue was deleted less than a minute ago, it waits until AWS allows to create the queue again.
 *
 * @throws Error if the stack fails; the AWS SDK's errors, such as no keys, no permission, no answer
 */
export async function applyGivens({ connection = {}, say = () => undefined }: GivenOptions = {}): Promise<void> {
  const template = await readFile(join(import.meta.dirname, "template.yaml"), "utf8");
  await deployGivens(
    { lab: LAB, name: STACK, template, resources: listGivenResources(connection, await getAccount(connection)) },
    { connection, say },
  );
}
