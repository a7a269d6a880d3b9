import type { STSClientConfig } from "@aws-sdk/client-sts";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { labOfNotebook } from "../exercises/running-cell";

/** What a resource of a lab says of itself: AWS calls such words with a value **tags**. */
export interface LabTags {
  /** The lab that it was made for, such as `01-streaming-ingestion`; left out where no lab's notebook runs. */
  readonly lab?: string;
  /** Whose it is, so that a clean-up in an account of many people takes only what is theirs. */
  readonly learner: string;
}

/** A tag as most services of AWS write it. */
interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** A session's name that a tool has made up, with the time in it: another one each time. */
const MADE_UP = /^(aws-sdk-js(-session)?|aws-go-sdk|AWSCLI-Session|botocore-session)(-\d+)?$|^\d{10,}$/;

/**
 * The tags that the helpers put on all that they create.
 *
 * @param lab        the lab's id; that of the notebook which runs, if not given
 * @param connection how to reach AWS; as the environment says, if not given
 */
export async function labTags({
  lab = labOfNotebook(),
  connection = {},
}: { lab?: string; connection?: STSClientConfig } = {}): Promise<Record<string, string>> {
  const learner = await learnerOf(connection);
  return { ...(lab === undefined ? {} : { lab }), learner } satisfies LabTags;
}

/** Tags as Firehose, S3, CloudFormation and others want them. Kinesis and Lambda take them as they are. */
export const tagList = (tags: Readonly<Record<string, string>>): Tag[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

async function learnerOf(connection: STSClientConfig): Promise<string> {
  const named = learnerNamed(process.env);
  if (named !== undefined) return named;
  const sts = new STSClient(connection);
  try {
    const { Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
    return learnerIn(Arn);
  } finally {
    sts.destroy();
  }
}

/** Whom `LABS_LEARNER` names; undefined if nobody. Else it is who signs, see `learnerIn`. */
export function learnerNamed(env: NodeJS.ProcessEnv): string | undefined {
  const named = env["LABS_LEARNER"]?.trim();
  return named ? asTagValue(named) : undefined;
}

/**
 * Who signs: the user's name, or the name of the role's session, which is a person's where people sign in. Where a tool has made that one up, it is the role's.
 *
 * @param caller an ARN: `arn:aws:iam::123456789012:user/staff/ada`, `arn:aws:sts::123456789012:assumed-role/Learner/ada@example.org`, or ending in `:root`
 */
export function learnerIn(caller: string): string {
  const [kind = "", ...names] = caller.replace(/^arn:([^:]*:){4}/, "").split("/");
  const name = names.at(-1) ?? kind;
  return asTagValue(kind === "assumed-role" && MADE_UP.test(name) ? (names[0] ?? name) : name);
}

/** As AWS takes a tag's value: letters, digits, white space and `_ . : / = + - @`, 256 of them. */
const asTagValue = (text: string): string => text.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, "-").slice(0, 256);
