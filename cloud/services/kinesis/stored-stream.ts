/** What a stream is about to become when its status ends. */
export type PendingChange =
  | { readonly kind: "create" }
  | { readonly kind: "delete" }
  | { readonly kind: "mode" }
  | { readonly kind: "split"; readonly shard: number; readonly hashKey: string }
  | { readonly kind: "merge"; readonly shard: number; readonly neighbour: number }
  | { readonly kind: "resize"; readonly shards: number };

/** A shard as it is stored. Hash keys are decimal texts, as on the wire. */
export interface StoredShard {
  readonly index: number;
  readonly firstHash: string;
  readonly lastHash: string;
  /** ms since the epoch. */
  readonly madeAt: number;
  readonly parent?: number;
  readonly adjacentParent?: number;
  /** Set once the shard was split or merged: it takes no more records, and is gone when its records have aged out. */
  readonly closed?: { readonly at: number; readonly upMs: number; readonly number: number };
}

/** A stream as it is stored. */
export interface StoredStream {
  /** Tells streams of one name apart, when one is deleted and made again. */
  readonly id: string;
  readonly name: string;
  readonly madeAt: number;
  readonly mode: "PROVISIONED" | "ON_DEMAND";
  readonly status: "CREATING" | "ACTIVE" | "UPDATING" | "DELETING";
  /** When the status ends, and what happens then. */
  readonly pending?: { readonly at: number; readonly change: PendingChange } | undefined;
  readonly retentionHours: number;
  readonly maxRecordKiB: number;
  /** The key of KMS that descriptions name; undefined for none. A label: records lie as all others do. */
  readonly encryptionKey?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** In the order in which they were made. */
  readonly shards: readonly StoredShard[];
  /** The next shard's index. */
  readonly nextShard: number;
  /** How many shards a stream in CREATING will have. */
  readonly wantedShards: number;
  /** When UpdateShardCount and UpdateStreamMode were called in the last day, ms since the epoch. */
  readonly resizedAt: readonly number[];
  readonly modeChangedAt: readonly number[];
}

/** How answers tell of a stream's encryption. */
export const toldEncryption = ({
  encryptionKey,
}: Pick<StoredStream, "encryptionKey">): { readonly EncryptionType: "KMS" | "NONE"; readonly KeyId?: string } =>
  encryptionKey === undefined ? { EncryptionType: "NONE" } : { EncryptionType: "KMS", KeyId: encryptionKey };

const LAST_INDEX = 2 ** 31 - 1;

/** The index in a shard id as requests spell it: `shardId-000000000007`, `x-7` and `7` are all the same (KDS-033). */
export function shardIndexIn(text: string): number | undefined {
  const dash = text.indexOf("-");
  const digits = dash === -1 ? text : text.slice(dash + 1);
  if (!/^\d+$/.test(digits)) return undefined;
  const index = Number(digits);
  return index <= LAST_INDEX ? index : undefined;
}

/** `shardId-000000000007` */
export const shardId = (index: number): string => `shardId-${String(index).padStart(12, "0")}`;
