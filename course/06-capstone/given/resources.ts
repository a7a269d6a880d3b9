import type { GivenResource } from "../../givens/given-stack";
import { createGivenRole } from "../../givens/given-resources";
import type { Connection } from "../../givens/lab";
import { FIREHOSE_ROLE, FUNCTION_ROLE } from "./names";

/** The resources of the template, each with the way to find out whether it exists. */
export const listGivenResources = (connection: Connection): readonly GivenResource[] => [
  createGivenRole(connection, FIREHOSE_ROLE, "FirehoseRole"),
  createGivenRole(connection, FUNCTION_ROLE, "FunctionRole"),
];
