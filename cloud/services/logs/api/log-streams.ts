import {
  CreateLogStream$,
  DescribeLogStreams$,
  DeleteLogStream$,
  type CreateLogStreamRequest,
  type DescribeLogStreamsRequest,
  type DescribeLogStreamsResponse,
  type DeleteLogStreamRequest,
} from "@aws-sdk/client-cloudwatch-logs";
import { required, optional, type Members, type Reply } from "../../../core/members";
import { boolean, oneOf } from "../../../core/rules";
import type { Services } from "../../framework/services";
import { operation } from "../../framework/operation";
import { createPage } from "../../framework/page";
import { createInvalidTokenFault, createPrefixWithEventTimeFault } from "../model/faults";
import { logGroupName, logStreamName, describeLimit, logGroupIdentifier, nextToken } from "../model/fields";
import type { LogGroup, LogStream } from "../model/log-groups";
import { getGroupName, createStreamArn } from "./names";

const logStreamMembers = {
  logGroupName: required(logGroupName),
  logStreamName: required(logStreamName),
} satisfies Members<CreateLogStreamRequest> & Members<DeleteLogStreamRequest>;

export const createLogStream = operation(CreateLogStream$, logStreamMembers, ({ logs }, request) => {
  logs.createStream(logs.requireGroup(request.logGroupName), request.logStreamName);
});

const describeLogStreamsMembers = {
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
  describeLogStreamsMembers,
  (cloud, request): Reply<DescribeLogStreamsResponse> => {
    const {
      logStreamNamePrefix: prefix = "",
      orderBy = "LogStreamName",
      descending = false,
      nextToken: token,
      limit = 50,
    } = request;
    if (prefix !== "" && orderBy === "LastEventTime") throw createPrefixWithEventTimeFault();
    const group = cloud.logs.requireGroup(getGroupName(request));
    const streams = cloud.logs.listStreams(group).filter(({ name }) => name.startsWith(prefix));
    const getLastTime = (stream: LogStream): number => cloud.logs.listEntries(group, stream).at(-1)?.at ?? 0;
    const getKey = (stream: LogStream): string =>
      orderBy === "LastEventTime" ? `${String(getLastTime(stream)).padStart(16)} ${stream.name}` : stream.name;
    const ordered = streams
      .map((stream) => ({ stream, key: getKey(stream) }))
      .sort((a, b) => (a.key < b.key === descending ? 1 : -1));
    const { items, next } = createPage(ordered, ({ key }) => key, {
      token,
      size: limit,
      isDescending: descending,
      createInvalidFault: createInvalidTokenFault,
    });
    return { logStreams: items.map(({ stream }) => describeItem(cloud, group, stream)), nextToken: next };
  },
);

function describeItem(
  cloud: Services,
  group: LogGroup,
  stream: LogStream,
): NonNullable<DescribeLogStreamsResponse["logStreams"]>[number] {
  const entries = cloud.logs.listEntries(group, stream);
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
    arn: createStreamArn(cloud, group.name, stream.name),
    // AWS stopped counting bytes for streams in 2019, and answers 0.
    storedBytes: 0,
  };
}

export const deleteLogStream = operation(DeleteLogStream$, logStreamMembers, ({ logs }, request) => {
  logs.deleteStream(logs.requireGroup(request.logGroupName), request.logStreamName);
});
