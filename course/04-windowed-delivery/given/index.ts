import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deployGivens } from "../../givens/given-stack";
import { getAccount } from "../../givens/given-resources";
import type { GivenOptions } from "../../givens/lab";
import { listGivenResources } from "./resources";

const LAB = "04-windowed-delivery";
/** The name of the stack with the lab's givens: the resources that exist before the learner begins. */
const STACK = "LabStack-WindowedDelivery";

/**
 * Sets up lab 04's givens by a stack of `template.yaml`: the Glue database, the roles of Firehose and of the managed
 * application, and the bucket for
 * Athena's results. It works on AWS and in the lab cloud. It may be run again at any time: resources that exist are
 * kept.
 *
 * @throws Error if the stack fails; the AWS SDK's errors, such as no keys, no permission, no answer
 */
export async function applyGivens({ connection = {}, ...options }: GivenOptions = {}): Promise<void> {
  const template = await readFile(join(import.meta.dirname, "template.yaml"), "utf8");
  await deployGivens(
    { lab: LAB, name: STACK, template, resources: listGivenResources(connection, await getAccount(connection)) },
    { connection, ...options },
  );
}
