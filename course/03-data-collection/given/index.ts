import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deployGivens, type GivenResource } from "../../givens/given-stack";
import { createGivenDatabase, createGivenRole, createGivenTable } from "../../givens/given-resources";
import type { Connection, GivenOptions } from "../../givens/lab";
import { ANALYTICS_ROLE, DATABASE, FIREHOSE_ROLE, LAMBDA_ROLE, TABLE } from "./names";

const LAB = "03-data-collection";
/** The name of the stack with the lab's givens: the resources that exist before the learner begins. */
const STACK = "LabStack-DataCollection";

/** The resources of the template, each with the way to find out whether it exists. */
const listGivenResources = (connection: Connection): readonly GivenResource[] => [
  createGivenDatabase(connection, DATABASE),
  createGivenTable(connection, DATABASE, TABLE),
  createGivenRole(connection, FIREHOSE_ROLE, "FirehoseRole"),
  createGivenRole(connection, LAMBDA_ROLE, "LambdaRole"),
  createGivenRole(connection, ANALYTICS_ROLE, "AnalyticsRole"),
];

/**
 * Sets up lab 03's givens by a stack of `template.yaml`: the roles of Firehose, of the function and of the application,
 * and the Glue table for the variation in Parquet. It works on AWS and in the lab cloud. It may be run again at any
 * time: resources that exist are kept.
 *
 * @throws Error if the stack fails; the AWS SDK's errors, such as no keys, no permission, no answer
 */
export async function applyGivens({ connection = {}, ...options }: GivenOptions = {}): Promise<void> {
  const template = await readFile(join(import.meta.dirname, "template.yaml"), "utf8");
  await deployGivens(
    { lab: LAB, name: STACK, template, resources: listGivenResources(connection) },
    { connection, ...options },
  );
}
