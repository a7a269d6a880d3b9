import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deployGivens, type GivenResource } from "../../givens/given-stack";
import { createGivenRole } from "../../givens/given-resources";
import type { Connection, GivenOptions } from "../../givens/lab";
import { FIREHOSE_ROLE, FUNCTION_ROLE, STACK } from "./names";

const LAB = "06-capstone";

/** The resources of the template, each with the way to find out whether it exists. */
const listGivenResources = (connection: Connection): readonly GivenResource[] => [
  createGivenRole(connection, FIREHOSE_ROLE, "FirehoseRole"),
  createGivenRole(connection, FUNCTION_ROLE, "FunctionRole"),
];

/**
 * Sets up lab 06's givens by a stack of `template.yaml`: a role for Firehose and a role for functions. It works on AWS and in the lab
 * cloud. It may be run again at any time: resources that exist are kept.
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
