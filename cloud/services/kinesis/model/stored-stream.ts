/** The change that takes effect when a stream's status ends. */
export type PendingChange =
  | { readonly kind: "create" }
  | { readonly kind: "delete" }
  | { readonly kind: "mode" }
  | { readonly kind: "split"; readonly shard: number; readonly hashKey: string }
  | { readonly kind: "merge"; readonly shard: number; readonly neighbour: number }
  | { readonly kind: "resize"; readonly shards: number };

/** A shard as it is stored. Hash keys are decimal strings, as in the API. */
export interface StoredShard {
  readonly index: number;
  readonly firstHash: string;
  readonly lastHash: string;
  /** ms since the epoch. */
  readonly madeAt: number;
  readonly parent?: number;
  readonly adjacentParent?: number;
  /** Set once the shard was split or merged: it takes no more records, and disappears when its records have expired. */
  readonly closed?: { readonly at: number; readonly upMs: number; readonly number: number };
}

export interface StoredStream {
  /** Differs between streams of the same name, of which one was deleted before the next was created. */
  readonly id: string;
  readonly name: string;
  readonly madeAt: number;
  readonly mode: "PROVISIONED" | "ON_DEMAND";
  readonly status: "CREATING" | "ACTIVE" | "UPDATING" | "DELETING";
  /** When the status ends, and the change that happens then. */
  readonly pending?: { readonly at: number; readonly change: PendingChange } | undefined;
  readonly retentionHours: number;
  readonly maxRecordKiB: number;
  /** The key of KMS that descriptions name; undefined for none. The records are stored unencrypted all the same. */
  readonly encryptionKey?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** The resource policy as JSON; undefined for none. It has no effect. */
  readonly policy?: string | undefined;
  /** In the order of creation. */
  readonly shards: readonly StoredShard[];
  /** The next shard's index. */
  readonly nextShard: number;
  /** How many shards a stream in CREATING will have. */
  readonly wantedShards: number;
  /** When UpdateShardCount and UpdateStreamMode were called in the last day, ms since the epoch. */
  readonly resizedAt: readonly number[];
  readonly modeChangedAt: readonly number[];
}

/** A stream's encryption in answers. */
export const describeEncryption = ({
  encryptionKey,
}: Pick<StoredStream, "encryptionKey">): { readonly EncryptionType: "KMS" | "NONE"; readonly KeyId?: string } =>
  encryptionKey === undefined ? { EncryptionType: "NONE" } : { EncryptionType: "KMS", KeyId: encryptionKey };

const LAST_INDEX = 2 ** 31 - 1;

/** The index in a shard id as requests spell it: `shardId-000000000007`, `x-7` and `7` are all the same (KDS-033). */
export function parseShardIndex(text: string): number | undefined {
  const dash = text.indexOf("-");
  const digits = dash === -1 ? text : text.slice(dash + 1);
  if (!/^\d+$/.test(digits)) return undefined;
  const index = Number(digits);
  return index <= LAST_INDEX ? index : undefined;
}

/** `shardId-000000000007` */
export const formatShardId = (index: number): string => `shardId-${String(index).padStart(12, "0")}`;
