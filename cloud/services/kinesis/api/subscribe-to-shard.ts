import {
  SubscribeToShard$,
  type StartingPosition,
  type SubscribeToShardInput,
  type SubscribeToShardOutput,
} from "@aws-sdk/client-kinesis";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { getStreamArn } from "../model/consumers";
import { createConsumerNotActiveFault, createSubscribedJustNowFault } from "../model/faults";
import { consumerArn, iteratorType, sequenceNumberText, shardIdText, time } from "../model/fields";
import { findStartingNumber } from "./starting-point";
import { streamEvents } from "./subscription";

const position = {
  Type: required(iteratorType),
  SequenceNumber: optional(sequenceNumberText),
  Timestamp: optional(time),
} satisfies Members<StartingPosition>;

const members = {
  ConsumerARN: required(consumerArn),
  ShardId: required(shardIdText),
  StartingPosition: required(structure(position)),
  StreamId: refused(),
  DryRun: refused(),
} satisfies Members<SubscribeToShardInput>;

/**
 * Within this time after a subscription, a second one of the same consumer to the same shard is refused; later, it
 * replaces the first (KDS-029).
 */
const AGAIN_MS = 5_000;

export const subscribeToShard = operation(
  SubscribeToShard$,
  members,
  (cloud, request, call): SubscribeToShardOutput => {
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
