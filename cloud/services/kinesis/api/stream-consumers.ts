import {
  RegisterStreamConsumer$,
  DescribeStreamConsumer$,
  ListStreamConsumers$,
  DeregisterStreamConsumer$,
  SubscribeToShard$,
} from "@aws-sdk/client-kinesis";
import type * as sdk from "@aws-sdk/client-kinesis";
import { refused, required, optional, noted, type Members, structure } from "../../../core/members";
import { operation } from "../../framework/operation";
import { describeConsumer, getStreamArn } from "../model/consumers";
import * as fields from "../model/fields";
import { openPageToken, createPageToken } from "./streams";
import { createConsumerNotActiveFault, createSubscribedJustNowFault } from "../model/faults";
import type { Core } from "../../../core/core";
import { AnsweredRecords } from "./answered-records";
import type { Kinesis } from "../model/kinesis";
import { listChildShards, readFrom } from "../model/reading";
import type { Shard } from "../model/shard";
import type { Stream } from "../model/stream";
import { TokenBucket } from "../../../core/rates";
import { findStartingNumber } from "./iterator";

/** A subscription ends after five minutes; the consumer then subscribes again (KDS-029). */
const LIFE_MS = 300_000;
/** Without records, AWS still sends an empty event every few seconds. */
const SILENT_MS = 5_000;
/** The bytes per second of each consumer from each shard: 2 MiB, shared with no other consumer. */
const BYTES_OUT = 2 * 1024 * 1024;
/** The most records and bytes of one event. */
const EVENT = { records: 10_000, bytes: 1024 * 1024 };

/** The shard that a subscription follows, and its first record. */
interface Subscription {
  readonly streamArn: string;
  readonly shard: number;
  /** The number of the record to begin with. */
  readonly number: number;
  /** Aborted when the client disconnects, or the same consumer subscribes again. */
  readonly ended: AbortSignal;
}

/** The events of a subscription: records as they come, until five minutes are over or the shard ends. */
async function* streamEvents(
  core: Core,
  kinesis: Kinesis,
  { streamArn, shard: index, number, ended }: Subscription,
): AsyncGenerator<sdk.SubscribeToShardEventStream> {
  const endsAt = core.now() + LIFE_MS;
  const bytesOut = new TokenBucket(BYTES_OUT);
  let at = number;
  while (!ended.aborted && core.now() < endsAt) {
    const stream = kinesis.requireReadable({ StreamARN: streamArn });
    const shard = stream.findShardAt(index);
    if (shard === undefined) return;
    const isOpen = bytesOut.isOpen(core.now());
    const read = readFrom(core, { stream, shard, number: at }, isOpen ? EVENT : { records: 0 });
    if (isOpen) {
      at = read.next;
      bytesOut.use(read.records.bytes);
      shard.noteRead(read.records.length, at);
      yield createEvent({ stream, shard }, read, at);
      if (read.isDrained) return;
    }
    if (read.behindMs === 0 || !isOpen) await waitForNews(core, shard, { at, ended, endsAt, isOpen });
  }
}

function createEvent(
  { stream, shard }: { readonly stream: Stream; readonly shard: Shard },
  read: ReturnType<typeof readFrom>,
  next: number,
): sdk.SubscribeToShardEventStream {
  const arrivedAt = read.records.last?.arrivedAt ?? Math.max(shard.stored.madeAt, shard.log.lastArrival);
  return {
    SubscribeToShardEvent: {
      Records: [...new AnsweredRecords(shard, read.records)],
      // The next subscription continues AFTER_SEQUENCE_NUMBER this; at the end of a shard there is no next one (KDS-042).
      ContinuationSequenceNumber: read.isDrained
        ? undefined
        : shard.getContinuation({ number: Math.max(0, next - 1), arrivedAt }),
      MillisBehindLatest: read.behindMs,
      ...(read.isDrained ? { ChildShards: listChildShards(stream, shard) } : {}),
    },
  };
}

interface WaitingSubscription {
  readonly at: number;
  readonly ended: AbortSignal;
  readonly endsAt: number;
  readonly isOpen: boolean;
}

/** Waits for a record, for the end of a pause for the limit, or until an empty event is due. */
async function waitForNews(
  core: Core,
  shard: Shard,
  { at, ended, endsAt, isOpen }: WaitingSubscription,
): Promise<void> {
  if (isOpen && shard.log.next > at) return;
  const woken = new AbortController();
  const wake = (): void => woken.abort();
  ended.addEventListener("abort", wake, { once: true });
  const forget = isOpen ? shard.log.onAppend(wake) : () => undefined;
  // While the byte limit is used up, the pause is 100 ms: by then a part of it is free again.
  await core.clock.wait(Math.min(isOpen ? SILENT_MS : 100, Math.max(1, endsAt - core.now())), woken.signal);
  forget();
  ended.removeEventListener("abort", wake);
}

const position = {
  Type: required(fields.iteratorType),
  SequenceNumber: optional(fields.sequenceNumberText),
  Timestamp: optional(fields.time),
} satisfies Members<sdk.StartingPosition>;

const members = {
  ConsumerARN: required(fields.consumerArn),
  ShardId: required(fields.shardIdText),
  StartingPosition: required(structure(position)),
  StreamId: refused(),
  DryRun: refused(),
} satisfies Members<sdk.SubscribeToShardInput>;

/**
 * Within this time after a subscription, a second one of the same consumer to the same shard is refused; later, it
 * replaces the first (KDS-029).
 */
const AGAIN_MS = 5_000;

export const subscribeToShard = operation(
  SubscribeToShard$,
  members,
  (cloud, request, call): sdk.SubscribeToShardOutput => {
    const { kinesis } = cloud;
    const consumer = kinesis.consumers.requireByArn(request.ConsumerARN);
    if (consumer.status !== "ACTIVE") throw createConsumerNotActiveFault(consumer.name, consumer.status);
    const streamArn = getStreamArn(consumer);
    const stream = kinesis.requireReadable({ StreamARN: streamArn });
    const shard = stream.findShard(request.ShardId);
    const { Type: type, SequenceNumber: sequenceNumber, Timestamp: time } = request.StartingPosition;
    const number = findStartingNumber(
      { stream, shard },
      { type, sequenceNumber, time, operation: SubscribeToShard$[2] },
      cloud.now(),
    );

    const key = `${consumer.arn} ${shard.id}`;
    const before = kinesis.subscriptions.get(key);
    if (before !== undefined && cloud.now() - before.since < AGAIN_MS)
      throw createSubscribedJustNowFault(consumer.name, shard.id);
    before?.end();
    const end = new AbortController();
    kinesis.subscriptions.set(key, { since: cloud.now(), end: () => end.abort() });
    const ended = AbortSignal.any([call.createDisconnectSignal(), end.signal]);
    return { EventStream: streamEvents(cloud, kinesis, { streamArn, shard: shard.index, number, ended }) };
  },
);

const registerStreamConsumerMembers = {
  StreamARN: required(fields.streamArn),
  ConsumerName: required(fields.consumerName),
  StreamId: refused(),
  Tags: refused(),
} satisfies Members<sdk.RegisterStreamConsumerInput>;

/** Registers an enhanced fan-out consumer (KDS-029). */
export const registerStreamConsumer = operation(
  RegisterStreamConsumer$,
  registerStreamConsumerMembers,
  (cloud, request): sdk.RegisterStreamConsumerOutput => {
    const stream = cloud.kinesis.requireReadable(request);
    return { Consumer: describeConsumer(cloud.kinesis.consumers.register(stream, request.ConsumerName)) };
  },
);

const streamConsumerMembers = {
  StreamARN: optional(fields.streamArn),
  ConsumerName: optional(fields.consumerName),
  ConsumerARN: optional(fields.consumerArn),
  StreamId: refused(),
} satisfies Members<sdk.DescribeStreamConsumerInput> & Members<sdk.DeregisterStreamConsumerInput>;

export const describeStreamConsumer = operation(
  DescribeStreamConsumer$,
  streamConsumerMembers,
  (cloud, request): sdk.DescribeStreamConsumerOutput => {
    const consumer = cloud.kinesis.consumers.findNamed(request);
    return { ConsumerDescription: { ...describeConsumer(consumer), StreamARN: getStreamArn(consumer) } };
  },
);

const listStreamConsumersMembers = {
  StreamARN: required(fields.streamArn),
  NextToken: optional(fields.nextToken),
  MaxResults: optional(fields.upTo10000),
  StreamCreationTimestamp: noted(optional(fields.time), fields.ONE_OF_A_NAME),
  StreamId: refused(),
} satisfies Members<sdk.ListStreamConsumersInput>;

const USUAL_CONSUMERS = 100;

export const listStreamConsumers = operation(
  ListStreamConsumers$,
  listStreamConsumersMembers,
  (cloud, request): sdk.ListStreamConsumersOutput => {
    const { NextToken: token, MaxResults: max = USUAL_CONSUMERS, StreamARN: arn } = request;
    const after = token === undefined ? "" : openPageToken(cloud.kinesis, token, cloud.now()).after;
    const left = cloud.kinesis.consumers
      .listByStream(cloud.kinesis.requireStream(request))
      .filter(({ name }) => name > after);
    const page = left.slice(0, max);
    const last = page.at(-1);
    return {
      Consumers: page.map(describeConsumer),
      ...(left.length > max && last !== undefined
        ? {
            NextToken: createPageToken(
              cloud.kinesis,
              { stream: undefined, arn, after: last.name, filter: undefined },
              cloud.now(),
            ),
          }
        : {}),
    };
  },
);

export const deregisterStreamConsumer = operation(
  DeregisterStreamConsumer$,
  streamConsumerMembers,
  ({ kinesis: { consumers } }, request): void => {
    consumers.deregister(consumers.findNamed(request));
  },
);
