import {
  CreateEventSourceMapping$,
  type CreateEventSourceMappingRequest,
  type EventSourceMappingConfiguration,
} from "@aws-sdk/client-lambda";
import { optional, refused, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { oneOf, timestamp } from "../../../core/rules";
import { operation } from "../../operation";
import { createInvalidFault, createMappingExistsFault } from "../faults";
import * as fields from "../fields";
import { parseFunctionName } from "../function-name";
import { describeMapping } from "../sources/describe-mapping";
import { checkSource, mergeMapping } from "../sources/given-mapping";
import { isStreamArn, type StoredMapping, type StreamSettings } from "../sources/stored-mapping";

const members = {
  EventSourceArn: optional(fields.sourceArn),
  FunctionName: required(fields.functionName),
  Enabled: optional(fields.flag),
  StartingPosition: optional(oneOf(["LATEST", "AT_TIMESTAMP", "TRIM_HORIZON"])),
  StartingPositionTimestamp: optional(timestamp()),
  Tags: optional(fields.tags),
  Topics: refused(),
  Queues: refused(),
  SelfManagedEventSource: refused(),
  ...fields.mapping,
} satisfies Members<CreateEventSourceMappingRequest>;

type Request = Parameters<typeof mergeMapping>[2] & {
  readonly StartingPosition?: StreamSettings["start"] | undefined;
  readonly StartingPositionTimestamp?: Date | undefined;
};

export const createEventSourceMapping = operation(
  CreateEventSourceMapping$,
  members,
  (cloud, request): Reply<EventSourceMappingConfiguration> => {
    const { functions, mappings } = cloud.lambda;
    const { EventSourceArn: sourceArn } = request;
    if (sourceArn === undefined) throw createInvalidFault("Unrecognized event source.");
    const { name, qualifier } = parseFunctionName(cloud, request.FunctionName);
    if (functions.find(name) === undefined) throw createInvalidFault("Function does not exist");
    const found = functions.requireFunction({ name, qualifier });
    const version = functions.requireVersion(found, qualifier);
    checkSource(cloud, sourceArn, version.timeoutSeconds);
    const same = mappings
      .listAll()
      .find(
        (mapping) =>
          mapping.sourceArn === sourceArn && mapping.functionName === name && mapping.qualifier === qualifier,
      );
    if (same !== undefined) throw createMappingExistsFault(sourceArn, name, same.uuid);
    const settings = mergeMapping(cloud, { sourceArn, ...createDefaults(sourceArn, request) }, request);
    const mapping: StoredMapping = {
      ...settings,
      uuid: mappings.createId(),
      sourceArn,
      functionName: name,
      ...(qualifier === undefined ? {} : { qualifier }),
      isEnabled: request.Enabled ?? true,
      modifiedAt: cloud.now(),
      tags: request.Tags ?? {},
      transition: mappings.beginTransition("Creating"),
    };
    mappings.save(mapping);
    return describeMapping(cloud, mapping);
  },
);

/** AWS's defaults for a stream or a queue. */
function createDefaults(
  arn: string,
  request: Request,
): Pick<StoredMapping, "batchSize" | "windowSeconds" | "filters" | "reportsItems" | "stream"> {
  const common = { windowSeconds: 0, filters: [], reportsItems: false };
  if (!isStreamArn(arn)) {
    if (request.StartingPosition !== undefined)
      throw createInvalidFault("StartingPosition is not valid for SQS event sources.");
    return { ...common, batchSize: 10 };
  }
  return {
    ...common,
    batchSize: 100,
    stream: { ...getStart(request), parallel: 1, retries: -1, ageSeconds: -1, bisects: false },
  };
}

function getStart({
  StartingPosition: start,
  StartingPositionTimestamp: time,
}: Request): Pick<StreamSettings, "start" | "startAt"> {
  if (start === undefined) {
    throw createInvalidFault(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  if (start === "AT_TIMESTAMP" && time === undefined)
    throw createInvalidFault("StartingPositionTimestamp is required when StartingPosition is AT_TIMESTAMP.");
  return { start, ...(start === "AT_TIMESTAMP" && time !== undefined ? { startAt: time.getTime() } : {}) };
}
