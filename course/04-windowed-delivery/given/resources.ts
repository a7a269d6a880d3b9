import type { GivenResource } from "../../givens/given-stack";
import { createGivenBucket, createGivenDatabase, createGivenRole } from "../../givens/given-resources";
import type { Connection } from "../../givens/lab";
import { getAnswersBucket, DATABASE, FIREHOSE_ROLE, FLINK_ROLE } from "./names";

/** The resources of the template, each with the way to find out whether it exists. */
export const listGivenResources = (connection: Connection, account: string): readonly GivenResource[] => [
  createGivenBucket(connection, getAnswersBucket(account), "AnswersBucket"),
  createGivenDatabase(connection, DATABASE),
  createGivenRole(connection, FIREHOSE_ROLE, "FirehoseRole"),
  createGivenRole(connection, FLINK_ROLE, "FlinkRole"),
];
