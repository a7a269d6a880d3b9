import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { unlessThere, withClient } from "./context";
import type { Context } from "./context";
import { bucketName, DATABASE, FIREHOSE_ROLE, LAMBDA_ROLE, QUEUE } from "./names";

interface Statement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

const READ_CATALOG = ["glue:GetDatabase", "glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions", "glue:GetPartition", "glue:GetPartitions"];
const USE_BUCKET = [
  "s3:AbortMultipartUpload", "s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListMultipartUploadParts", "s3:PutObject",
];

/** The roles of Firehose and of the three functions: who may take them on, and what they permit. */
export async function roles(context: Context): Promise<void> {
  await role(context, { name: FIREHOSE_ROLE, service: "firehose.amazonaws.com", permits: [...storage(context)] });
  await role(context, { name: LAMBDA_ROLE, service: "lambda.amazonaws.com", permits: [...storage(context), ...work(context)] });
}

/** To write to and read from the lab's bucket, and to read the lab's tables. */
function storage({ account }: Context): Statement[] {
  const bucket = `arn:aws:s3:::${bucketName(account)}`;
  const catalog = ["catalog", `database/${DATABASE}`, `table/${DATABASE}/*`].map((part) => `arn:aws:glue:*:${account}:${part}`);
  return [{ Effect: "Allow", Action: USE_BUCKET, Resource: [bucket, `${bucket}/*`] }, { Effect: "Allow", Action: READ_CATALOG, Resource: catalog }];
}

/** What the three functions do, and to write their logs. */
function work({ account }: Context): Statement[] {
  return [
    { Effect: "Allow", Action: ["firehose:PutRecord"], Resource: [`arn:aws:firehose:*:${account}:deliverystream/SI-Firehose*`] },
    {
      Effect: "Allow", Action: ["athena:StartQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults"],
      Resource: [`arn:aws:athena:*:${account}:workgroup/primary`],
    },
    { Effect: "Allow", Action: ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"], Resource: [`arn:aws:sqs:*:${account}:${QUEUE}`] },
    { Effect: "Allow", Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], Resource: [`arn:aws:logs:*:${account}:log-group:/aws/lambda/*`] },
  ];
}

/** Its permissions are set anew each time, so that an older role is brought up to date. */
async function role({ connection, say }: Context, { name, service, permits }: { name: string; service: string; permits: readonly Statement[] }): Promise<void> {
  const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }] };
  await withClient(new IAMClient(connection), async (iam) => {
    await unlessThere(`IAM role ${name}`, ["EntityAlreadyExistsException", "EntityAlreadyExists"], {
      create: () => iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) })), say,
    });
    await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "fuel-network", PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: permits }) }));
  });
}
