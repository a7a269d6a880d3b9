import { GetDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import type { GivenThing } from "../../given-stack";
import { isThere } from "../../given-things";
import type { Connection } from "../../lab";
import { answersBucket, DATABASE, FIREHOSE_ROLE } from "./names";

/** What the template makes, and how to see whether it is there. */
export const givenThings = (connection: Connection, account: string): readonly GivenThing[] => [
  {
    says: `Bucket ${answersBucket(account)}`,
    parameter: "AnswersBucketIs",
    resource: "AnswersBucket",
    // Among your own: a bucket of somebody else may have the same name.
    isThere: () =>
      isThere(new S3Client(connection), "", async (s3) => {
        const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
        return Buckets.some(({ Name }) => Name === answersBucket(account));
      }),
  },
  {
    says: `Glue database ${DATABASE}`,
    parameter: "DatabaseIs",
    resource: "Database",
    isThere: () =>
      isThere(new GlueClient(connection), "EntityNotFoundException", (glue) =>
        glue.send(new GetDatabaseCommand({ Name: DATABASE })),
      ),
  },
  {
    says: `IAM role ${FIREHOSE_ROLE}`,
    parameter: "FirehoseRoleIs",
    resource: "FirehoseRole",
    isThere: () =>
      isThere(new IAMClient(connection), "NoSuchEntityException", (iam) =>
        iam.send(new GetRoleCommand({ RoleName: FIREHOSE_ROLE })),
      ),
  },
];
