import {
  CreateEventSourceMapping$,
  type CreateEventSourceMappingRequest,
  type EventSourceMappingConfiguration,
} from "@aws-sdk/client-lambda";
import { optional, refused, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { oneOf, timestamp } from "../../../core/rules";
import { operation } from "../../operation";
import { invalid, mappingExists } from "../faults";
import * as fields from "../fields";
import { namedFunction } from "../function-name";
import { describeMapping } from "../sources/describe-mapping";
import { checkSource, withGivenMapping } from "../sources/given-mapping";
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

type Request = Parameters<typeof withGivenMapping>[2] & {
  readonly StartingPosition?: StreamSettings["start"] | undefined;
  readonly StartingPositionTimestamp?: Date | undefined;
};

export const createEventSourceMapping = operation(
  CreateEventSourceMapping$,
  members,
  (cloud, request): Reply<EventSourceMappingConfiguration> => {
    const { functions, mappings } = cloud.lambda;
    const { EventSourceArn: sourceArn } = request;
    if (sourceArn === undefined) throw invalid("Unrecognized event source.");
    const { name, qualifier } = namedFunction(cloud, request.FunctionName);
    if (functions.find(name) === undefined) throw invalid("Function does not exist");
    const found = functions.named({ name, qualifier });
    const version = functions.version(found, qualifier);
    checkSource(cloud, sourceArn, version.timeoutSeconds);
    const same = mappings
      .all()
      .find((one) => one.sourceArn === sourceArn && one.functionName === name && one.qualifier === qualifier);
    if (same !== undefined) throw mappingExists(sourceArn, name, same.uuid);
    const settings = withGivenMapping(cloud, { sourceArn, ...usual(sourceArn, request) }, request);
    const mapping: StoredMapping = {
      ...settings,
      uuid: mappings.newId(),
      sourceArn,
      functionName: name,
      ...(qualifier === undefined ? {} : { qualifier }),
      isEnabled: request.Enabled ?? true,
      modifiedAt: cloud.now(),
      tags: request.Tags ?? {},
      transition: mappings.transition("Creating"),
    };
    mappings.save(mapping);
    return describeMapping(cloud, mapping);
  },
);

/** AWS's defaults for a stream or a queue. */
function usual(
  arn: string,
  request: Request,
): Pick<StoredMapping, "batchSize" | "windowSeconds" | "filters" | "reportsItems" | "stream"> {
  const common = { windowSeconds: 0, filters: [], reportsItems: false };
  if (!isStreamArn(arn)) {
    if (request.StartingPosition !== undefined) throw invalid("StartingPosition is not valid for SQS event sources.");
    return { ...common, batchSize: 10 };
  }
  return {
    ...common,
    batchSize: 100,
    stream: { ...startOf(request), parallel: 1, retries: -1, ageSeconds: -1, bisects: false },
  };
}

function startOf({
  StartingPosition: start,
  StartingPositionTimestamp: time,
}: Request): Pick<StreamSettings, "start" | "startAt"> {
  if (start === undefined) {
    throw invalid(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  if (start === "AT_TIMESTAMP" && time === undefined)
    throw invalid("StartingPositionTimestamp is required when StartingPosition is AT_TIMESTAMP.");
  return { start, ...(start === "AT_TIMESTAMP" && time !== undefined ? { startAt: time.getTime() } : {}) };
}
