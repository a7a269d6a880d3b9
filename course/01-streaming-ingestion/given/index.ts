import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deployGivens } from "../../given-stack";
import type { Connection } from "./context";
import type { SolutionFile } from "./solution-bucket";
import { solutionBucket } from "./solution-bucket";
import { givenThings } from "./things";

export type { Connection } from "./context";
export type { SolutionFile } from "./solution-bucket";

/** How to set up what lab 01 takes as given. */
export interface GivenOptions {
  /** Default: from the environment. */
  readonly connection?: Connection;
  /** The solution's files, for a learner's own lab cloud; left out on AWS and in a cloud that grades. */
  readonly solution?: readonly SolutionFile[];
  /** Takes one line for each thing. */
  say?(line: string): void;
}

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
export async function applyGivens({ connection = {}, solution = [], say = () => undefined }: GivenOptions = {}): Promise<void> {
  const account = await accountOf(connection);
  const template = await readFile(join(import.meta.dirname, "template.yaml"), "utf8");
  await deployGivens({ name: STACK, template, things: givenThings(connection) }, { connection, say });
  if (solution.length > 0) await solutionBucket({ connection, account, say }, solution);
}

async function accountOf(connection: Connection): Promise<string> {
  const sts = new STSClient(connection);
  try {
    const { Account } = await sts.send(new GetCallerIdentityCommand({}));
    if (!Account) throw new Error("AWS does not say which account these keys belong to.");
    return Account;
  } finally {
    sts.destroy();
  }
}
