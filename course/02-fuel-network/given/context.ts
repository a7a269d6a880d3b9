import type { GivenOptions } from "../../lab";

/** How to reach the cloud: as the AWS SDK's clients take it. Empty: from the environment, as everywhere in the course. */
export type Connection = NonNullable<GivenOptions["connection"]>;

/** What each part of the givens is told. */
export interface Context {
  readonly connection: Connection;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** Takes one line about what was done. */
  say(line: string): void;
}

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
 * Creates something, unless it is there.
 *
 * @param isThere the names of the errors by which AWS says that it is
 */
export async function unlessThere(what: string, isThere: readonly string[], { create, say }: { create: () => Promise<unknown>; say: Context["say"] }): Promise<void> {
  try {
    await create();
    say(`${what}: created`);
  } catch (error) {
    if (!(error instanceof Error && isThere.includes(error.name))) throw error;
    say(`${what}: there already`);
  }
}
