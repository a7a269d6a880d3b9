import { GetDatabaseCommand, GetTableCommand, GlueClient, TagResourceCommand } from "@aws-sdk/client-glue";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { GivenResource } from "./given-stack";
import type { Connection } from "./lab";

/** The part of an SDK client that is needed here. */
interface Client {
  destroy(): void;
}

/** Runs `use` with a client, and destroys the client afterward, also after an error. */
export async function useClient<C extends Client, T>(client: C, use: (client: C) => Promise<T>): Promise<T> {
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}

/**
 * Whether a resource exists.
 *
 * @param notThere the name of AWS's error for a missing resource
 * @param ask asks AWS for the resource; the answer `false` also means that it is missing
 */
export async function isThere<C extends Client>(
  client: C,
  notThere: string,
  ask: (client: C) => Promise<unknown>,
): Promise<boolean> {
  try {
    return (await useClient(client, ask)) !== false;
  } catch (error) {
    if (error instanceof Error && error.name === notThere) return false;
    throw error;
  }
}

/** A bucket. It must be the account's own, since another account may have a bucket of that name. @param resource its logical id in the template */
export const createGivenBucket = (connection: Connection, name: string, resource: string): GivenResource => ({
  says: `Bucket ${name}`,
  parameter: `${resource}Is`,
  resource,
  isThere: () =>
    isThere(new S3Client(connection), "", async (s3) => {
      const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
      return Buckets.some(({ Name }) => Name === name);
    }),
});

/** An IAM role. @param resource its logical id in the template */
export const createGivenRole = (connection: Connection, name: string, resource: string): GivenResource => ({
  says: `IAM role ${name}`,
  parameter: `${resource}Is`,
  resource,
  isThere: () =>
    isThere(new IAMClient(connection), "NoSuchEntityException", (iam) =>
      iam.send(new GetRoleCommand({ RoleName: name })),
    ),
});

/** A database of the Glue catalog; its logical id in the template is `Database`. */
export const createGivenDatabase = (connection: Connection, name: string): GivenResource => ({
  says: `Glue database ${name}`,
  parameter: "DatabaseIs",
  resource: "Database",
  isThere: () =>
    isThere(new GlueClient(connection), "EntityNotFoundException", (glue) =>
      glue.send(new GetDatabaseCommand({ Name: name })),
    ),
  tag: async (TagsToAdd) => {
    const account = await getAccount(connection);
    await useClient(new GlueClient(connection), async (glue) => {
      const ResourceArn = `arn:aws:glue:${await glue.config.region()}:${account}:database/${name}`;
      await glue.send(new TagResourceCommand({ ResourceArn, TagsToAdd }));
    });
  },
});

/** A table of the Glue catalog; its logical id in the template is `Table`. */
export const createGivenTable = (connection: Connection, database: string, name: string): GivenResource => ({
  says: `Glue table ${name}`,
  parameter: "TableIs",
  resource: "Table",
  isThere: () =>
    isThere(new GlueClient(connection), "EntityNotFoundException", (glue) =>
      glue.send(new GetTableCommand({ DatabaseName: database, Name: name })),
    ),
});

/**
 * The id of the account that the connection's keys belong to: twelve digits.
 *
 * @throws Error if AWS does not say it; the AWS SDK's errors
 */
export async function getAccount(connection: Connection): Promise<string> {
  const { Account } = await useClient(new STSClient(connection), (sts) => sts.send(new GetCallerIdentityCommand({})));
  if (!Account) throw new Error("AWS does not say which account these keys belong to.");
  return Account;
}
