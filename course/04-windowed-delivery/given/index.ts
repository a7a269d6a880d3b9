import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deployGivens } from "../../given-stack";
import { accountOf } from "../../given-things";
import type { GivenOptions } from "../../lab";
import { givenThings } from "./things";

const LAB = "04-windowed-delivery";
/** The stack that holds what the lab takes as given. */
const STACK = "LabStack-WindowedDelivery";

/**
 * Sets up what lab 04 takes as given, as the stack of `template.yaml`: the Glue database, the role of Firehose, and the bucket for Athena's
 * answers. It works on AWS as in the lab cloud, and may be run again at any time: what is there stays.
 *
 * @throws whatever the AWS SDK throws: no keys, no permission, nothing answers; Error if the stack fails
 */
export async function applyGivens({ connection = {}, say = () => undefined }: GivenOptions = {}): Promise<void> {
  const template = await readFile(join(import.meta.dirname, "template.yaml"), "utf8");
  await deployGivens(
    { lab: LAB, name: STACK, template, things: givenThings(connection, await accountOf(connection)) },
    { connection, say },
  );
}
