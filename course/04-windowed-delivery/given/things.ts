import type { GivenThing } from "../../given-stack";
import { isBucketThere, isDatabaseThere, isRoleThere } from "../../given-things";
import type { Connection } from "../../lab";
import { answersBucket, DATABASE, FIREHOSE_ROLE } from "./names";

/** What the template makes, and how to see whether it is there. */
export const givenThings = (connection: Connection, account: string): readonly GivenThing[] => [
  {
    says: `Bucket ${answersBucket(account)}`,
    parameter: "AnswersBucketIs",
    resource: "AnswersBucket",
    isThere: () => isBucketThere(connection, answersBucket(account)),
  },
  {
    says: `Glue database ${DATABASE}`,
    parameter: "DatabaseIs",
    resource: "Database",
    isThere: () => isDatabaseThere(connection, DATABASE),
  },
  {
    says: `IAM role ${FIREHOSE_ROLE}`,
    parameter: "FirehoseRoleIs",
    resource: "FirehoseRole",
    isThere: () => isRoleThere(connection, FIREHOSE_ROLE),
  },
];
