import type { GivenThing } from "../../given-stack";
import { givenDatabase, givenRole, givenTable } from "../../given-things";
import type { Connection } from "../../lab";
import { ANALYTICS_ROLE, DATABASE, FIREHOSE_ROLE, LAMBDA_ROLE, TABLE } from "./names";

/** The resources of the template, each with the way to find out whether it exists. */
export const givenThings = (connection: Connection): readonly GivenThing[] => [
  givenDatabase(connection, DATABASE),
  givenTable(connection, DATABASE, TABLE),
  givenRole(connection, FIREHOSE_ROLE, "FirehoseRole"),
  givenRole(connection, LAMBDA_ROLE, "LambdaRole"),
  givenRole(connection, ANALYTICS_ROLE, "AnalyticsRole"),
];
