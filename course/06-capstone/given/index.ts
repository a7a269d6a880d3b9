import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deployGivens } from "../../givens/given-stack";
import type { GivenOptions } from "../../givens/lab";
import { STACK } from "./names";
import { listGivenResources } from "./resources";

const LAB = "06-capstone";

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
