import * as fields from "../model/fields";
import {
  CreateEventSourceMapping$,
  GetEventSourceMapping$,
  ListEventSourceMappings$,
  UpdateEventSourceMapping$,
  DeleteEventSourceMapping$,
} from "@aws-sdk/client-lambda";
import type * as sdk from "@aws-sdk/client-lambda";
import { optional, refused, required, type Members, type Reply } from "../../../core/members";
import { oneOf, timestamp } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createInvalidFault, createMappingExistsFault, createMappingBusyFault } from "../model/faults";
import { parseFunctionName } from "../model/function-name";
import { listPage } from "./page";
import { checkQueueMembers, checkSource, mergeMapping } from "./sources/mapping-input";
import { isStreamArn, type StoredMapping, type StreamSettings } from "../model/sources/stored-mapping";
import type { Services } from "../../framework/services";
import { getTarget } from "../model/sources/shard-lane";

/** A mapping as Lambda describes it. */
function describeMapping(services: Services, mapping: StoredMapping): sdk.EventSourceMappingConfiguration {
  const { uuid, sourceArn, stream, filters, maxConcurrent } = mapping;
  return {
    UUID: uuid,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    EventSourceArn: sourceArn,
    FunctionArn: getTarget(services, mapping),
    LastModified: new Date(mapping.modifiedAt),
    State: services.lambda.mappings.getState(mapping),
    StateTransitionReason: stream === undefined ? "USER_INITIATED" : "User action",
    FunctionResponseTypes: mapping.reportsItems ? ["ReportBatchItemFailures"] : [],
    EventSourceMappingArn: services.createArn("lambda", `event-source-mapping:${uuid}`),
    ...(filters.length === 0 ? {} : { FilterCriteria: { Filters: filters.map((Pattern) => ({ Pattern })) } }),
    ...(maxConcurrent === undefined ? {} : { ScalingConfig: { MaximumConcurrency: maxConcurrent } }),
    ...(stream === undefined
      ? {}
      : { ...describeStreamSettings(stream), LastProcessingResult: services.lambda.mappings.getLastResult(mapping) }),
  };
}

const describeStreamSettings = ({
  start,
  startAt,
  parallel,
  retries,
  ageSeconds,
  bisects,
  onFailure,
}: StreamSettings): sdk.EventSourceMappingConfiguration => ({
  StartingPosition: start,
  ...(startAt === undefined ? {} : { StartingPositionTimestamp: new Date(startAt) }),
  ParallelizationFactor: parallel,
  MaximumRetryAttempts: retries,
  MaximumRecordAgeInSeconds: ageSeconds,
  BisectBatchOnFunctionError: bisects,
  TumblingWindowInSeconds: 0,
  DestinationConfig: { OnFailure: onFailure === undefined ? {} : { Destination: onFailure } },
});

const createEventSourceMappingMembers = {
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
} satisfies Members<sdk.CreateEventSourceMappingRequest>;

type Request = Parameters<typeof mergeMapping>[2] & {
  readonly StartingPosition?: StreamSettings["start"] | undefined;
  readonly StartingPositionTimestamp?: Date | undefined;
};

export const createEventSourceMapping = operation(
  CreateEventSourceMapping$,
  createEventSourceMappingMembers,
  (cloud, request): Reply<sdk.EventSourceMappingConfiguration> => {
    const { functions, mappings } = cloud.lambda;
    const { EventSourceArn: sourceArn } = request;
    if (sourceArn === undefined) throw createInvalidFault("Unrecognized event source.");
    checkQueueMembers(sourceArn, request);
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
    const isEnabled = request.Enabled ?? true;
    // A queue's mapping that is created disabled is so at once (recorded on AWS by LocalStack, 2025-11-25,
    // test_fifo_message_group_parallelism).
    const isSettled = !isEnabled && !isStreamArn(sourceArn);
    const mapping: StoredMapping = {
      ...settings,
      uuid: mappings.createId(),
      sourceArn,
      functionName: name,
      ...(qualifier === undefined ? {} : { qualifier }),
      isEnabled,
      modifiedAt: cloud.now(),
      tags: request.Tags ?? {},
      ...(isSettled ? {} : { transition: mappings.beginTransition("Creating") }),
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

const getEventSourceMappingMembers = {
  UUID: required(fields.token),
} satisfies Members<sdk.GetEventSourceMappingRequest>;

export const getEventSourceMapping = operation(
  GetEventSourceMapping$,
  getEventSourceMappingMembers,
  (cloud, { UUID }): Reply<sdk.EventSourceMappingConfiguration> =>
    describeMapping(cloud, cloud.lambda.mappings.requireFunction(UUID)),
);

const listEventSourceMappingsMembers = {
  EventSourceArn: optional(fields.sourceArn),
  FunctionName: optional(fields.functionName),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf10000),
} satisfies Members<sdk.ListEventSourceMappingsRequest>;

export const listEventSourceMappings = operation(
  ListEventSourceMappings$,
  listEventSourceMappingsMembers,
  (cloud, request): Reply<sdk.ListEventSourceMappingsResponse> => {
    const { EventSourceArn: arn, FunctionName: name } = request;
    const requested = name === undefined ? undefined : parseFunctionName(cloud, name).name;
    const all = cloud.lambda.mappings
      .listAll()
      .filter(
        (mapping) =>
          (arn === undefined || mapping.sourceArn === arn) &&
          (requested === undefined || mapping.functionName === requested),
      );
    const { items, ...next } = listPage(all, ({ uuid }) => uuid, request);
    return { EventSourceMappings: items.map((mapping) => describeMapping(cloud, mapping)), ...next };
  },
);

const updateEventSourceMappingMembers = {
  UUID: required(fields.token),
  FunctionName: optional(fields.functionName),
  Enabled: optional(fields.flag),
  ...fields.mapping,
} satisfies Members<sdk.UpdateEventSourceMappingRequest>;

export const updateEventSourceMapping = operation(
  UpdateEventSourceMapping$,
  updateEventSourceMappingMembers,
  (cloud, request): Reply<sdk.EventSourceMappingConfiguration> => {
    const { functions, mappings } = cloud.lambda;
    const before = mappings.requireFunction(request.UUID);
    if (!["Enabled", "Disabled"].includes(mappings.getState(before))) throw createMappingBusyFault("update");
    const { name, qualifier } =
      request.FunctionName === undefined
        ? { name: before.functionName, qualifier: before.qualifier }
        : parseFunctionName(cloud, request.FunctionName);
    const version = functions.requireVersion(functions.requireFunction({ name, qualifier }), qualifier);
    checkSource(cloud, before.sourceArn, version.timeoutSeconds);
    const settings = mergeMapping(cloud, before, request);
    const { Enabled: isEnabled = before.isEnabled } = request;
    const { uuid, sourceArn, tags } = before;
    const mapping: StoredMapping = {
      ...settings,
      uuid,
      sourceArn,
      tags,
      functionName: name,
      ...(qualifier === undefined ? {} : { qualifier }),
      isEnabled,
      modifiedAt: cloud.now(),
      transition: mappings.beginTransition(
        isEnabled === before.isEnabled ? "Updating" : isEnabled ? "Enabling" : "Disabling",
      ),
    };
    mappings.save(mapping);
    return describeMapping(cloud, mapping);
  },
);

const deleteEventSourceMappingMembers = {
  UUID: required(fields.token),
} satisfies Members<sdk.DeleteEventSourceMappingRequest>;

/** The mapping is Deleting for a while, and then disappears. */
export const deleteEventSourceMapping = operation(
  DeleteEventSourceMapping$,
  deleteEventSourceMappingMembers,
  (cloud, { UUID }): Reply<sdk.EventSourceMappingConfiguration> => {
    const { mappings } = cloud.lambda;
    const before = mappings.requireFunction(UUID);
    if (mappings.getState(before) === "Deleting") throw createMappingBusyFault("delete");
    const deleting = { ...before, isEnabled: false, transition: mappings.beginTransition("Deleting") };
    mappings.save(deleting);
    return describeMapping(cloud, deleting);
  },
);
