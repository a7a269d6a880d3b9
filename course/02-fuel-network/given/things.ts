import { GetDatabaseCommand, GetTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { GivenThing } from "../../given-stack";
import { isThere } from "../../given-things";
import type { Connection } from "../../lab";
import { bucketName, DATABASE, FIREHOSE_ROLE, LAMBDA_ROLE, QUEUE, TABLE } from "./names";

/** What the template makes, and how to see whether it is there. */
export const givenThings = (connection: Connection, account: string): readonly GivenThing[] => [
  {
    says: `Bucket ${bucketName(account)}`,
    parameter: "BucketIs",
    resource: "Bucket",
    isThere: () => isBucketThere(connection, bucketName(account)),
  },
  {
    says: `Glue database ${DATABASE}`,
    parameter: "DatabaseIs",
    resource: "Database",
    isThere: () =>
      isThere(new GlueClient(connection), "EntityNotFoundException", (glue) =>
        glue.send(new GetDatabaseCommand({ Name: DATABASE })),
      ),
  },
  {
    says: `Glue table ${TABLE}`,
    parameter: "TableIs",
    resource: "Table",
    isThere: () =>
      isThere(new GlueClient(connection), "EntityNotFoundException", (glue) =>
        glue.send(new GetTableCommand({ DatabaseName: DATABASE, Name: TABLE })),
      ),
  },
  {
    says: `Queue ${QUEUE}`,
    parameter: "QueueIs",
    resource: "Queue",
    isThere: () =>
      isThere(new SQSClient(connection), "QueueDoesNotExist", (sqs) =>
        sqs.send(new GetQueueUrlCommand({ QueueName: QUEUE })),
      ),
  },
  {
    says: `IAM role ${FIREHOSE_ROLE}`,
    parameter: "FirehoseRoleIs",
    resource: "FirehoseRole",
    isThere: () => isRoleThere(connection, FIREHOSE_ROLE),
  },
  {
    says: `IAM role ${LAMBDA_ROLE}`,
    parameter: "LambdaRoleIs",
    resource: "LambdaRole",
    isThere: () => isRoleThere(connection, LAMBDA_ROLE),
  },
];

/** Among your own: a bucket of somebody else may have the same name. */
function isBucketThere(connection: Connection, name: string): Promise<boolean> {
  return isThere(new S3Client(connection), "", async (s3) => {
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    return Buckets.some(({ Name }) => Name === name);
  });
}

function isRoleThere(connection: Connection, RoleName: string): Promise<boolean> {
  return isThere(new IAMClient(connection), "NoSuchEntityException", (iam) =>
    iam.send(new GetRoleCommand({ RoleName })),
  );
}
