import { GetDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Connection } from "./lab";

/** A client of the SDK, as far as it has to be closed. */
interface Client {
  destroy(): void;
}

/** Uses a client and closes it, however it ends. */
export async function withClient<C extends Client, T>(client: C, use: (client: C) => Promise<T>): Promise<T> {
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}

/**
 * Whether something is there.
 *
 * @param notThere the name of the error by which AWS says that it is not
 * @param ask      asks for it; an answer of `false` says that it is not there, too
 */
export async function isThere<C extends Client>(
  client: C,
  notThere: string,
  ask: (client: C) => Promise<unknown>,
): Promise<boolean> {
  try {
    return (await withClient(client, ask)) !== false;
  } catch (error) {
    if (error instanceof Error && error.name === notThere) return false;
    throw error;
  }
}

/** Whether the bucket is among your own: one of somebody else may have the same name. */
export function isBucketThere(connection: Connection, name: string): Promise<boolean> {
  return isThere(new S3Client(connection), "", async (s3) => {
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    return Buckets.some(({ Name }) => Name === name);
  });
}

/** Whether the role of IAM is there. */
export function isRoleThere(connection: Connection, RoleName: string): Promise<boolean> {
  return isThere(new IAMClient(connection), "NoSuchEntityException", (iam) =>
    iam.send(new GetRoleCommand({ RoleName })),
  );
}

/** Whether the database of Glue's catalog is there. */
export function isDatabaseThere(connection: Connection, Name: string): Promise<boolean> {
  return isThere(new GlueClient(connection), "EntityNotFoundException", (glue) =>
    glue.send(new GetDatabaseCommand({ Name })),
  );
}

/** The account that the connection's keys belong to: twelve digits. */
export async function accountOf(connection: Connection): Promise<string> {
  const { Account } = await withClient(new STSClient(connection), (sts) => sts.send(new GetCallerIdentityCommand({})));
  if (!Account) throw new Error("AWS does not say which account these keys belong to.");
  return Account;
}
