import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deployGivens } from "../../given-stack";
import type { GivenOptions } from "../../lab";
import { givenThings } from "./things";

const LAB = "03-data-collection";
/** The stack that holds what the lab takes as given. */
const STACK = "LabStack-DataCollection";

/**
 * Sets up what lab 03 takes as given, as the stack of `template.yaml`: the roles of Firehose, of the function and of the application, and the Glue table for
 * the variation in Parquet. It works on AWS as in the lab cloud, and may be run again at any time: what is there stays.
 *
 * @throws whatever the AWS SDK throws: no keys, no permission, nothing answers; Error if the stack fails
 */
export async function applyGivens({ connection = {}, say = () => undefined }: GivenOptions = {}): Promise<void> {
  const template = await readFile(join(import.meta.dirname, "template.yaml"), "utf8");
  await deployGivens({ lab: LAB, name: STACK, template, things: givenThings(connection) }, { connection, say });
}
