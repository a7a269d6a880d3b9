import type { GivenResource } from "../../givens/given-stack";
import { createGivenDatabase, createGivenRole, createGivenTable } from "../../givens/given-resources";
import type { Connection } from "../../givens/lab";
import { ANALYTICS_ROLE, DATABASE, FIREHOSE_ROLE, LAMBDA_ROLE, TABLE } from "./names";

/** The resources of the template, each with the way to find out whether it exists. */
export const listGivenResources = (connection: Connection): readonly GivenResource[] => [
  createGivenDatabase(connection, DATABASE),
  createGivenTable(connection, DATABASE, TABLE),
  createGivenRole(connection, FIREHOSE_ROLE, "FirehoseRole"),
  createGivenRole(connection, LAMBDA_ROLE, "LambdaRole"),
  createGivenRole(connection, ANALYTICS_ROLE, "AnalyticsRole"),
];
