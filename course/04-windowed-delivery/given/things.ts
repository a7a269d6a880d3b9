import type { GivenThing } from "../../given-stack";
import { givenBucket, givenDatabase, givenRole } from "../../given-things";
import type { Connection } from "../../lab";
import { answersBucket, DATABASE, FIREHOSE_ROLE } from "./names";

/** What the template makes, and how to see whether it is there. */
export const givenThings = (connection: Connection, account: string): readonly GivenThing[] => [
  givenBucket(connection, answersBucket(account), "AnswersBucket"),
  givenDatabase(connection, DATABASE),
  givenRole(connection, FIREHOSE_ROLE, "FirehoseRole"),
];
