import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Connection, Context } from "./context";
import { firehoseRole } from "./firehose-role";
import { logGroups } from "./log-groups";
import type { SolutionFile } from "./solution-bucket";
import { solutionBucket } from "./solution-bucket";
import { sourceStream } from "./source-stream";

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

/**
 * Sets up what lab 01 takes as given: the source stream, the role for Firehose, its log groups; with `solution`, the bucket that
 * holds it.
 *
 * It works on AWS as in the lab cloud, and may be run again at any time: what is there stays. The program that writes to the source
 * stream (`src/generators/produce-browsing-sessions.ts`) is started from the notebook.
 *
 * @throws whatever the AWS SDK throws: no keys, no permission, nothing answers
 */
export async function applyGivens({ connection = {}, solution = [], say = () => undefined }: GivenOptions = {}): Promise<void> {
  const context: Context = { connection, account: await accountOf(connection), say };
  await sourceStream(context);
  await firehoseRole(context);
  await logGroups(context);
  if (solution.length > 0) await solutionBucket(context, solution);
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
