import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { GivenThing } from "../../given-stack";
import { givenBucket, givenDatabase, givenRole, givenTable, isThere } from "../../given-things";
import type { Connection } from "../../lab";
import { bucketName, DATABASE, FIREHOSE_ROLE, LAMBDA_ROLE, QUEUE, TABLE } from "./names";

/** The resources of the template, each with the way to find out whether it exists. */
export const givenThings = (connection: Connection, account: string): readonly GivenThing[] => [
  givenBucket(connection, bucketName(account), "Bucket"),
  givenDatabase(connection, DATABASE),
  givenTable(connection, DATABASE, TABLE),
  {
    says: `Queue ${QUEUE}`,
    parameter: "QueueIs",
    resource: "Queue",
    isThere: () =>
      isThere(new SQSClient(connection), "QueueDoesNotExist", (sqs) =>
        sqs.send(new GetQueueUrlCommand({ QueueName: QUEUE })),
      ),
  },
  givenRole(connection, FIREHOSE_ROLE, "FirehoseRole"),
  givenRole(connection, LAMBDA_ROLE, "LambdaRole"),
];
