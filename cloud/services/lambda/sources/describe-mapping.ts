import type { EventSourceMappingConfiguration } from "@aws-sdk/client-lambda";
import type { Lab } from "../../lab";
import { targetOf } from "./poller";
import type { StoredMapping, StreamSettings } from "./stored-mapping";

/** A mapping as Lambda describes it. */
export function describeMapping(lab: Lab, mapping: StoredMapping): EventSourceMappingConfiguration {
  const { uuid, sourceArn, stream, filters, mostConcurrent } = mapping;
  return {
    UUID: uuid,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    EventSourceArn: sourceArn,
    FunctionArn: targetOf(lab, mapping),
    LastModified: new Date(mapping.modifiedAt),
    State: lab.lambda.mappings.stateOf(mapping),
    StateTransitionReason: stream === undefined ? "USER_INITIATED" : "User action",
    FunctionResponseTypes: mapping.reportsItems ? ["ReportBatchItemFailures"] : [],
    EventSourceMappingArn: lab.arn("lambda", `event-source-mapping:${uuid}`),
    ...(filters.length === 0 ? {} : { FilterCriteria: { Filters: filters.map((Pattern) => ({ Pattern })) } }),
    ...(mostConcurrent === undefined ? {} : { ScalingConfig: { MaximumConcurrency: mostConcurrent } }),
    ...(stream === undefined
      ? {}
      : { ...ofStream(stream), LastProcessingResult: lab.lambda.mappings.lastResultOf(mapping) }),
  };
}

const ofStream = ({
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
