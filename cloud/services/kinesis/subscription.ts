import type { SubscribeToShardEventStream } from "@aws-sdk/client-kinesis";
import type { Core } from "../../core/core";
import { TokenBucket } from "../../core/token-bucket";
import type { Kinesis } from "./kinesis";
import { childShards, readFrom } from "./reading";
import type { Shard } from "./shard";
import type { Stream } from "./stream";
import { describeRecords } from "./wire";

/** A subscription ends after five minutes; the consumer then asks again (KDS-029). */
const LIFE_MS = 300_000;
/** Without records, AWS still says every few seconds that the consumer has caught up. */
const SILENT_MS = 5_000;
/** Each consumer has a shard's full 2 MiB a second to itself. */
const BYTES_OUT = 2 * 1024 * 1024;
/** The most that one event holds. */
const EVENT = { records: 10_000, bytes: 1024 * 1024 };

/** The shard that a subscription follows, and from where. */
export interface Subscription {
  readonly streamArn: string;
  readonly shard: number;
  /** The number of the record to begin with. */
  readonly number: number;
  /** Fires when the client left, or the same consumer subscribed anew. */
  readonly ended: AbortSignal;
}

/** The events of a subscription: records as they come, until five minutes are over or the shard ends. */
export async function* events(
  core: Core,
  kinesis: Kinesis,
  { streamArn, shard: index, number, ended }: Subscription,
): AsyncGenerator<SubscribeToShardEventStream> {
  const endsAt = core.now() + LIFE_MS;
  const bytesOut = new TokenBucket(BYTES_OUT);
  let at = number;
  while (!ended.aborted && core.now() < endsAt) {
    const stream = kinesis.usable({ StreamARN: streamArn });
    const shard = stream.shardAt(index);
    if (shard === undefined) return;
    const isOpen = bytesOut.isOpen(core.now());
    const read = readFrom(core, { stream, shard, number: at }, isOpen ? EVENT : { records: 0 });
    if (isOpen) {
      at = read.next;
      bytesOut.use(read.bytes);
      shard.noteRead(read.records.length, at);
      yield event({ stream, shard }, read, at);
      if (read.isDrained) return;
    }
    if (read.behindMs === 0 || !isOpen) await nextNews(core, shard, { at, ended, endsAt, isOpen });
  }
}

function event(
  { stream, shard }: { readonly stream: Stream; readonly shard: Shard },
  read: ReturnType<typeof readFrom>,
  next: number,
): SubscribeToShardEventStream {
  const arrivedAt = read.records.at(-1)?.arrivedAt ?? Math.max(shard.stored.madeAt, shard.log.lastArrival);
  return {
    SubscribeToShardEvent: {
      Records: describeRecords(shard, read.records),
      // AFTER this number is where the next subscription goes on; a shard at its end has no next (KDS-042).
      ContinuationSequenceNumber: read.isDrained
        ? undefined
        : shard.continuationAfter({ number: Math.max(0, next - 1), arrivedAt }),
      MillisBehindLatest: read.behindMs,
      ...(read.isDrained ? { ChildShards: childShards(stream, shard) } : {}),
    },
  };
}

interface Waiting {
  readonly at: number;
  readonly ended: AbortSignal;
  readonly endsAt: number;
  readonly isOpen: boolean;
}

/** Waits for a record, for the end of a pause, or until it is time to say that there is none. */
async function nextNews(core: Core, shard: Shard, { at, ended, endsAt, isOpen }: Waiting): Promise<void> {
  if (isOpen && shard.log.next > at) return;
  const woken = new AbortController();
  const wake = (): void => woken.abort();
  ended.addEventListener("abort", wake, { once: true });
  const forget = isOpen ? shard.log.onAppend(wake) : () => undefined;
  // A pause ends when a little of the second's share is back.
  await core.clock.wait(Math.min(isOpen ? SILENT_MS : 100, Math.max(1, endsAt - core.now())), woken.signal);
  forget();
  ended.removeEventListener("abort", wake);
}
