import { CreateRoleCommand, EntityAlreadyExistsException, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import type { Context } from "./context";
import { FIREHOSE_ROLE, PREFIX } from "./names";

/** Firehose may take on the role; nobody else may. */
const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

/**
 * What the role permits: to read this lab's streams, to write to this lab's buckets, and to log why something failed.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-s3 for the list of actions
 */
function permissions(account: string): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["kinesis:DescribeStream", "kinesis:GetShardIterator", "kinesis:GetRecords", "kinesis:ListShards"],
        Resource: `arn:aws:kinesis:*:${account}:stream/${PREFIX}*`,
      },
      {
        Effect: "Allow",
        Action: [
          "s3:AbortMultipartUpload", "s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:PutObject",
        ],
        Resource: [`arn:aws:s3:::${PREFIX}${account}-*`, `arn:aws:s3:::${PREFIX}${account}-*/*`],
      },
      { Effect: "Allow", Action: ["logs:PutLogEvents"], Resource: `arn:aws:logs:*:${account}:log-group:${PREFIX}*:log-stream:*` },
    ],
  };
}

/** The role that the learner's Firehoses take on. Its permissions are set anew each time, so that an older one is brought up to date. */
export async function firehoseRole({ connection, account, say }: Context): Promise<void> {
  const iam = new IAMClient(connection);
  try {
    await iam.send(new CreateRoleCommand({ RoleName: FIREHOSE_ROLE, AssumeRolePolicyDocument: JSON.stringify(TRUST) }));
    say(`IAM role ${FIREHOSE_ROLE}: created`);
  } catch (error) {
    if (!(error instanceof EntityAlreadyExistsException)) throw error;
    say(`IAM role ${FIREHOSE_ROLE}: there already`);
  }
  try {
    await iam.send(
      new PutRolePolicyCommand({ RoleName: FIREHOSE_ROLE, PolicyName: "deliver", PolicyDocument: JSON.stringify(permissions(account)) }),
    );
  } finally {
    iam.destroy();
  }
}
