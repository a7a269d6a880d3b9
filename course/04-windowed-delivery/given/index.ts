import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deployGivens, type GivenResource } from "../../givens/given-stack";
import { createGivenBucket, createGivenDatabase, createGivenRole, getAccount } from "../../givens/given-resources";
import type { Connection, GivenOptions } from "../../givens/lab";
import { getAnswersBucket, DATABASE, FIREHOSE_ROLE, FLINK_ROLE } from "./names";

const LAB = "04-windowed-delivery";
/** The name of the stack with the lab's givens: the resources that exist before the learner begins. */
const STACK = "LabStack-WindowedDelivery";

/** The resources of the template, each with the way to find out whether it exists. */
const listGivenResources = (connection: Connection, account: string): readonly GivenResource[] => [
  createGivenBucket(connection, getAnswersBucket(account), "AnswersBucket"),
  createGivenDatabase(connection, DATABASE),
  createGivenRole(connection, FIREHOSE_ROLE, "FirehoseRole"),
  createGivenRole(connection, FLINK_ROLE, "FlinkRole"),
];

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
