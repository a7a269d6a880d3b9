import { GetTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { GivenThing } from "../../given-stack";
import { isBucketThere, isDatabaseThere, isRoleThere, isThere } from "../../given-things";
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
    isThere: () => isDatabaseThere(connection, DATABASE),
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
