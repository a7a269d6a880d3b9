import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deployGivens } from "../../given-stack";
import type { GivenOptions } from "../../lab";
import { LAB } from "./names";
import { solutionBucket } from "./solution-bucket";
import { givenThings } from "./things";

/** The stack that holds what the lab takes as given. */
const STACK = "de-c2w2lab1-given";

/**
 * Sets up what lab 01 takes as given, as the stack of `template.yaml`: the source stream, the role for Firehose, its log groups; with
 * `solution`, beside it the bucket that holds it.
 *
 * It works on AWS as in the lab cloud, and may be run again at any time: what is there stays. The program that writes to the source
 * stream (`src/generators/produce-browsing-sessions.ts`) is started from the notebook.
 *
 * @throws whatever the AWS SDK throws: no keys, no permission, nothing answers; Error if the stack fails
 */
export async function applyGivens({
  connection = {},
  solution = [],
  say = () => undefined,
}: GivenOptions = {}): Promise<void> {
  const template = await readFile(join(import.meta.dirname, "template.yaml"), "utf8");
  await deployGivens({ lab: LAB, name: STACK, template, things: givenThings(connection) }, { connection, say });
  if (solution.length > 0) say(await solutionBucket(connection, solution));
}
