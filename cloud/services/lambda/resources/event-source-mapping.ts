import { CreateEventSourceMapping$, type EventSourceMappingConfiguration } from "@aws-sdk/client-lambda";
import { createApiField, tagChanges, tagList, toTagsByKey } from "../../cloudformation/model/properties/api-shape";
import {
  createDecimalShape,
  createListShape,
  maybe,
  needed,
  createRefusedField,
  createTextShape,
  createWholeChange,
  createBooleanShape,
} from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import type { JsonObject } from "../../cloudformation/model/properties/json";
import { lambda } from "../service";
import {
  createEventSourceMapping,
  deleteEventSourceMapping,
  updateEventSourceMapping,
} from "../api/event-source-mappings";
import { tagResource, untagResource } from "../api/tags";

/** Properties that only the creation of a mapping sets: a change of them replaces the mapping. */
const FIXED: readonly ("EventSourceArn" | "StartingPosition" | "StartingPositionTimestamp")[] = [
  "EventSourceArn",
  "StartingPosition",
  "StartingPositionTimestamp",
];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html */
export const eventSourceMapping = defineResourceType({
  type: "AWS::Lambda::EventSourceMapping",
  properties: {
    BatchSize: maybe(createWholeChange()),
    BisectBatchOnFunctionError: maybe(createBooleanShape()),
    DestinationConfig: createApiField<JsonObject>(CreateEventSourceMapping$, "DestinationConfig"),
    Enabled: maybe(createBooleanShape()),
    EventSourceArn: needed(createTextShape()),
    FilterCriteria: createApiField<JsonObject>(CreateEventSourceMapping$, "FilterCriteria"),
    FunctionName: needed(createTextShape()),
    FunctionResponseTypes: maybe(createListShape(createTextShape())),
    MaximumBatchingWindowInSeconds: maybe(createWholeChange()),
    MaximumRecordAgeInSeconds: maybe(createWholeChange()),
    MaximumRetryAttempts: maybe(createWholeChange()),
    ParallelizationFactor: maybe(createWholeChange()),
    ScalingConfig: createApiField<JsonObject>(CreateEventSourceMapping$, "ScalingConfig"),
    StartingPosition: maybe(createTextShape()),
    StartingPositionTimestamp: maybe(createDecimalShape()),
    Tags: maybe(tagList()),
    AmazonManagedKafkaEventSourceConfig: createRefusedField(),
    DocumentDBEventSourceConfig: createRefusedField(),
    KmsKeyArn: createRefusedField(),
    LoggingConfig: createRefusedField(),
    MetricsConfig: createRefusedField(),
    ProvisionedPollerConfig: createRefusedField(),
    Queues: createRefusedField(),
    SelfManagedEventSource: createRefusedField(),
    SelfManagedKafkaEventSourceConfig: createRefusedField(),
    SourceAccessConfigurations: createRefusedField(),
    Topics: createRefusedField(),
    TumblingWindowInSeconds: createRefusedField(),
  },
  replacement: FIXED,
  attributes: ["EventSourceMappingArn", "Id"],
  async create(context, { StartingPositionTimestamp: seconds, Tags = [], ...properties }) {
    const since = seconds === undefined ? {} : { StartingPositionTimestamp: new Date(seconds * 1000) };
    const tagged = Tags.length === 0 ? {} : { Tags: toTagsByKey(Tags) };
    const { UUID = "" } = await context.call<EventSourceMappingConfiguration>(lambda, createEventSourceMapping, {
      ...properties,
      ...since,
      ...tagged,
    });
    return UUID;
  },
  settle: async (
    {
      cloud: {
        lambda: { mappings },
      },
    },
    { id },
  ) => ["Enabled", "Disabled"].includes(mappings.getState(mappings.requireFunction(id))),
  async update(context, { id: UUID, properties: before }, { Tags = [], ...desired }) {
    const changing = Object.fromEntries(
      Object.entries(desired).filter(([name]) => !FIXED.some((item) => item === name)),
    );
    await context.call(lambda, updateEventSourceMapping, { Enabled: true, ...changing, UUID });
    const Resource = context.cloud.createArn("lambda", `event-source-mapping:${UUID}`);
    const { set, removed } = tagChanges(before.Tags ?? [], Tags);
    if (set.length > 0) await context.call(lambda, tagResource, { Resource, Tags: toTagsByKey(set) });
    if (removed.length > 0) await context.call(lambda, untagResource, { Resource, TagKeys: removed });
  },
  async remove(context, { id: UUID }) {
    await context.call(lambda, deleteEventSourceMapping, { UUID });
  },
  isGone: ({ cloud }, { id }) => !cloud.lambda.mappings.listAll().some(({ uuid }) => uuid === id),
  describe: ({ cloud }, { id }) => ({
    EventSourceMappingArn: cloud.createArn("lambda", `event-source-mapping:${id}`),
    Id: id,
  }),
});
