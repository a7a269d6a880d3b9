import type { EventSourceMappingConfiguration } from "@aws-sdk/client-lambda";
import type { Services } from "../../../framework/services";
import type { StoredMapping, StreamSettings } from "../../model/sources/stored-mapping";
import { getTarget } from "../../model/sources/shard-lane";

/** A mapping as Lambda describes it. */
export function describeMapping(services: Services, mapping: StoredMapping): EventSourceMappingConfiguration {
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
}: StreamSettings): EventSourceMappingConfiguration => ({
  StartingPosition: start,
  ...(startAt === undefined ? {} : { StartingPositionTimestamp: new Date(startAt) }),
  ParallelizationFactor: parallel,
  MaximumRetryAttempts: retries,
  MaximumRecordAgeInSeconds: ageSeconds,
  BisectBatchOnFunctionError: bisects,
  TumblingWindowInSeconds: 0,
  DestinationConfig: { OnFailure: onFailure === undefined ? {} : { Destination: onFailure } },
});
