import type { GivenThing } from "../../given-stack";
import { givenBucket, givenDatabase, givenRole } from "../../given-things";
import type { Connection } from "../../lab";
import { answersBucket, DATABASE, FIREHOSE_ROLE } from "./names";

/** The resources of the template, each with the way to find out whether it exists. */
export const givenThings = (connection: Connection, account: string): readonly GivenThing[] => [
  givenBucket(connection, answersBucket(account), "AnswersBucket"),
  givenDatabase(connection, DATABASE),
  givenRole(connection, FIREHOSE_ROLE, "FirehoseRole"),
];
