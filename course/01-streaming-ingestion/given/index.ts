import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deployGivens } from "../../givens/given-stack";
import type { GivenOptions } from "../../givens/lab";
import { LAB } from "./names";
import { createSolutionBucket } from "./solution-bucket";
import { listGivenResources } from "./resources";

/** The name of the stack with the lab's givens: the resources that exist before the learner begins. */
const STACK = "de-c2w2lab1-given";

/**
 * Sets up lab 01's givens by a stack of `template.yaml`: the source stream, the role for Firehose, and its log groups.
 * With `solution`, it also makes the bucket that holds the solution, outside of the stack.
 *
 * It works on AWS and in the lab cloud. It may be run again at any time: resources that exist are kept. The program
 * that writes to the source stream (`src/generators/produce-browsing-sessions.ts`) is started from the notebook.
 *
 * @throws Error if the stack fails; the AWS SDK's errors, such as no keys, no permission, no answer
 */
export async function applyGivens({
  connection = {},
  solution = [],
  say = () => undefined,
}: GivenOptions = {}): Promise<void> {
  const template = await readFile(join(import.meta.dirname, "template.yaml"), "utf8");
  await deployGivens(
    { lab: LAB, name: STACK, template, resources: listGivenResources(connection) },
    { connection, say },
  );
  if (solution.length > 0) say(await createSolutionBucket(connection, solution));
}
