import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import { findLabOfNotebook } from "../exercises/running-cell";

/** The tags of a lab's resource. AWS calls a name with a value, attached to a resource, a **tag**. */
export interface LabTags {
  /**
   * The lab that the resource was made for, such as `01-streaming-ingestion`; left out where no lab's notebook runs.
   */
  readonly lab?: string;
  /**
   * The learner who made the resource, so that a clean-up in a shared account deletes only this learner's resources.
   */
  readonly learner: string;
}

/** A tag as most services of AWS write it. */
interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** A session name that a tool has made up from the time: it is different each time. */
const GENERATED_NAME = /^(aws-sdk-js(-session)?|aws-go-sdk|AWSCLI-Session|botocore-session)(-\d+)?$|^\d{10,}$/;

/**
 * The tags that the helpers put on all resources that they create.
 *
 * @param lab        the lab's id; by default the lab of the running notebook
 * @param connection how to reach AWS; by default as the environment variables say
 */
export async function createLabTags({
  lab = findLabOfNotebook(),
  connection = {},
}: { lab?: string; connection?: STSClientConfig } = {}): Promise<Record<string, string>> {
  const learner = await findLearner(connection);
  return { ...(lab === undefined ? {} : { lab }), learner } satisfies LabTags;
}

/**
 * Tags as a list of keys and values, which Firehose, S3, CloudFormation and others need. Kinesis and Lambda take the
 * object itself.
 */
export const tagList = (tags: Readonly<Record<string, string>>): Tag[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

async function findLearner(connection: STSClientConfig): Promise<string> {
  const named = readLearnerVariable(process.env);
  if (named !== undefined) return named;
  const sts = new STSClient(connection);
  try {
    const { Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
    return parseLearner(Arn);
  } finally {
    sts.destroy();
  }
}

/**
 * The learner that the variable `LABS_LEARNER` names; undefined without it: then the learner is the AWS user, see
 * `parseLearner`.
 */
export function readLearnerVariable(env: NodeJS.ProcessEnv): string | undefined {
  const named = env["LABS_LEARNER"]?.trim();
  return named ? toTagValue(named) : undefined;
}

/**
 * The name of the AWS user who calls: the IAM user's name, or the name of the role's session, which with single sign-on
 * is the person's. If a tool has made up the session's name, the role's name.
 *
 * @param caller an ARN: `arn:aws:iam::123456789012:user/staff/ada`, `arn:aws:sts::123456789012:assumed-role/Learner/ada@example.org`, or ending in `:root`
 */
export function parseLearner(caller: string): string {
  const [kind = "", ...names] = caller.replace(/^arn:([^:]*:){4}/, "").split("/");
  const name = names.at(-1) ?? kind;
  return toTagValue(kind === "assumed-role" && GENERATED_NAME.test(name) ? (names[0] ?? name) : name);
}

/**
 * Text as AWS allows it in a tag's value: letters, digits, white space and `_ . : / = + - @`, 256 characters at most.
 */
const toTagValue = (text: string): string => text.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, "-").slice(0, 256);
