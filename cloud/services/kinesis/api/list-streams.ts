import { ListStreams$, type ListStreamsInput, type ListStreamsOutput } from "@aws-sdk/client-kinesis";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { nextToken, streamName, upTo10000 } from "../model/fields";
import { createInvalidTokenFault } from "./iterator-faults";
import { describeStream } from "./describe-shard";

const members = {
  Limit: optional(upTo10000),
  ExclusiveStartStreamName: optional(streamName),
  NextToken: optional(nextToken),
} satisfies Members<ListStreamsInput>;

/** The most names in an answer, even for a larger Limit (KDS-026). */
const MAX_NAMES = 100;

export const listStreams = operation(ListStreams$, members, (cloud, request): ListStreamsOutput => {
  const fromToken = request.NextToken === undefined ? undefined : cloud.kinesis.unseal(request.NextToken);
  if (request.NextToken !== undefined && fromToken === undefined) throw createInvalidTokenFault();
  const after = fromToken ?? request.ExclusiveStartStreamName ?? "";
  const left = cloud.kinesis.streams.filter(({ name }) => name > after);
  const page = left.slice(0, Math.min(request.Limit ?? MAX_NAMES, MAX_NAMES));
  const last = page.at(-1);
  return {
    StreamNames: page.map(({ name }) => name),
    StreamSummaries: page.map(describeStream),
    HasMoreStreams: left.length > page.length,
    ...(left.length > page.length && last !== undefined ? { NextToken: cloud.kinesis.seal(last.name) } : {}),
  };
});
