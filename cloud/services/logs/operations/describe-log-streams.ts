import {
  DescribeLogStreams$,
  type DescribeLogStreamsRequest,
  type DescribeLogStreamsResponse,
} from "@aws-sdk/client-cloudwatch-logs";
import { optional, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { boolean, oneOf } from "../../../core/rules";
import type { Lab } from "../../lab";
import { operation } from "../../operation";
import { pageOf } from "../../page";
import { invalidToken, prefixWithEventTime } from "../faults";
import { describeLimit, logGroupIdentifier, logGroupName, logStreamName, nextToken } from "../fields";
import type { LogGroup, LogStream } from "../log-groups";
import { groupNameOf, streamArn } from "../names";

const members = {
  logGroupName: optional(logGroupName),
  logGroupIdentifier: optional(logGroupIdentifier),
  logStreamNamePrefix: optional(logStreamName),
  orderBy: optional(oneOf(["LogStreamName", "LastEventTime"])),
  descending: optional(boolean()),
  nextToken: optional(nextToken),
  limit: optional(describeLimit),
} satisfies Members<DescribeLogStreamsRequest>;

export const describeLogStreams = operation(
  DescribeLogStreams$,
  members,
  (cloud, request): Reply<DescribeLogStreamsResponse> => {
    const {
      logStreamNamePrefix: prefix = "",
      orderBy = "LogStreamName",
      descending = false,
      nextToken: token,
      limit = 50,
    } = request;
    if (prefix !== "" && orderBy === "LastEventTime") throw prefixWithEventTime();
    const group = cloud.logs.group(groupNameOf(request));
    const streams = cloud.logs.streams(group).filter(({ name }) => name.startsWith(prefix));
    const lastAt = (stream: LogStream): number => cloud.logs.entries(group, stream).at(-1)?.at ?? 0;
    const keyOf = (stream: LogStream): string =>
      orderBy === "LastEventTime" ? `${String(lastAt(stream)).padStart(16)} ${stream.name}` : stream.name;
    const ordered = streams
      .map((stream) => ({ stream, key: keyOf(stream) }))
      .sort((a, b) => (a.key < b.key === descending ? 1 : -1));
    const { items, next } = pageOf(ordered, ({ key }) => key, {
      token,
      size: limit,
      isDescending: descending,
      invalid: invalidToken,
    });
    return { logStreams: items.map(({ stream }) => described(cloud, group, stream)), nextToken: next };
  },
);

function described(
  cloud: Lab,
  group: LogGroup,
  stream: LogStream,
): NonNullable<DescribeLogStreamsResponse["logStreams"]>[number] {
  const entries = cloud.logs.entries(group, stream);
  const [first, last] = [entries[0], entries.at(-1)];
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAt,
    ...(first &&
      last && {
        firstEventTimestamp: first.at,
        lastEventTimestamp: last.at,
        lastIngestionTime: Math.max(...entries.slice(-100).map(({ ingestedAt }) => ingestedAt)),
      }),
    arn: streamArn(cloud, group.name, stream.name),
    // AWS stopped counting bytes for streams in 2019, and answers 0.
    storedBytes: 0,
  };
}
