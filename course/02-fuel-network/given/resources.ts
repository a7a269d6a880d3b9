import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { GivenResource } from "../../givens/given-stack";
import {
  createGivenBucket,
  createGivenDatabase,
  createGivenRole,
  createGivenTable,
  isThere,
} from "../../givens/given-resources";
import type { Connection } from "../../givens/lab";
import {
  getBucketName,
  DATABASE,
  FAILURES_QUEUE,
  FIREHOSE_ROLE,
  LAMBDA_ROLE,
  QUEUE,
  SCHEDULER_ROLE,
  TABLE,
} from "./names";

/** The resources of the template, each with the way to find out whether it exists. */
export const listGivenResources = (connection: Connection, account: string): readonly GivenResource[] => [
  createGivenBucket(connection, getBucketName(account), "Bucket"),
  createGivenDatabase(connection, DATABASE),
  createGivenTable(connection, DATABASE, TABLE),
  createGivenQueue(connection, QUEUE, "Queue"),
  createGivenQueue(connection, FAILURES_QUEUE, "FailuresQueue"),
  createGivenRole(connection, FIREHOSE_ROLE, "FirehoseRole"),
  createGivenRole(connection, LAMBDA_ROLE, "LambdaRole"),
  createGivenRole(connection, SCHEDULER_ROLE, "SchedulerRole"),
];

const createGivenQueue = (connection: Connection, name: string, resource: string): GivenResource => ({
  says: `Queue ${name}`,
  parameter: `${resource}Is`,
  resource,
  isThere: () =>
    isThere(new SQSClient(connection), "QueueDoesNotExist", (sqs) =>
      sqs.send(new GetQueueUrlCommand({ QueueName: name })),
    ),
});
