import type { GivenThing } from "../../given-stack";
import { createGivenBucket, createGivenDatabase, createGivenRole } from "../../given-things";
import type { Connection } from "../../lab";
import { getAnswersBucket, DATABASE, FIREHOSE_ROLE } from "./names";

/** The resources of the template, each with the way to find out whether it exists. */
export const listGivenThings = (connection: Connection, account: string): readonly GivenThing[] => [
  createGivenBucket(connection, getAnswersBucket(account), "AnswersBucket"),
  createGivenDatabase(connection, DATABASE),
  createGivenRole(connection, FIREHOSE_ROLE, "FirehoseRole"),
];
