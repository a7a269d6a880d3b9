import { CreateEventSourceMapping$, type EventSourceMappingConfiguration } from "@aws-sdk/client-lambda";
import { apiField } from "../../cloudformation/properties/api-shape";
import {
  decimal,
  listOf,
  maybe,
  needed,
  refusedProperty,
  text,
  whole,
  yesNo,
} from "../../cloudformation/properties/shape";
import { tagChanges, tagList, tagsByKey } from "../../cloudformation/properties/tags";
import { resourceType } from "../../cloudformation/type-definition";
import type { JsonObject } from "../../cloudformation/template/json";
import { lambda } from "../index";
import { createEventSourceMapping } from "../operations/create-event-source-mapping";
import { deleteEventSourceMapping } from "../operations/delete-event-source-mapping";
import { tagResource } from "../operations/tag-resource";
import { untagResource } from "../operations/untag-resource";
import { updateEventSourceMapping } from "../operations/update-event-source-mapping";

/** Properties that only the creation of a mapping sets: a change of them replaces the mapping. */
const FIXED: readonly ("EventSourceArn" | "StartingPosition" | "StartingPositionTimestamp")[] = [
  "EventSourceArn",
  "StartingPosition",
  "StartingPositionTimestamp",
];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html */
export const eventSourceMapping = resourceType({
  type: "AWS::Lambda::EventSourceMapping",
  properties: {
    BatchSize: maybe(whole()),
    BisectBatchOnFunctionError: maybe(yesNo()),
    DestinationConfig: apiField<JsonObject>(CreateEventSourceMapping$, "DestinationConfig"),
    Enabled: maybe(yesNo()),
    EventSourceArn: needed(text()),
    FilterCriteria: apiField<JsonObject>(CreateEventSourceMapping$, "FilterCriteria"),
    FunctionName: needed(text()),
    FunctionResponseTypes: maybe(listOf(text())),
    MaximumBatchingWindowInSeconds: maybe(whole()),
    MaximumRecordAgeInSeconds: maybe(whole()),
    MaximumRetryAttempts: maybe(whole()),
    ParallelizationFactor: maybe(whole()),
    ScalingConfig: apiField<JsonObject>(CreateEventSourceMapping$, "ScalingConfig"),
    StartingPosition: maybe(text()),
    StartingPositionTimestamp: maybe(decimal()),
    Tags: maybe(tagList()),
    AmazonManagedKafkaEventSourceConfig: refusedProperty(),
    DocumentDBEventSourceConfig: refusedProperty(),
    KmsKeyArn: refusedProperty(),
    LoggingConfig: refusedProperty(),
    MetricsConfig: refusedProperty(),
    ProvisionedPollerConfig: refusedProperty(),
    Queues: refusedProperty(),
    SelfManagedEventSource: refusedProperty(),
    SelfManagedKafkaEventSourceConfig: refusedProperty(),
    SourceAccessConfigurations: refusedProperty(),
    Topics: refusedProperty(),
    TumblingWindowInSeconds: refusedProperty(),
  },
  replacement: FIXED,
  attributes: ["EventSourceMappingArn", "Id"],
  async create(context, { StartingPositionTimestamp: seconds, Tags = [], ...given }) {
    const since = seconds === undefined ? {} : { StartingPositionTimestamp: new Date(seconds * 1000) };
    const tagged = Tags.length === 0 ? {} : { Tags: tagsByKey(Tags) };
    const { UUID = "" } = await context.call<EventSourceMappingConfiguration>(lambda, createEventSourceMapping, {
      ...given,
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
  ) => ["Enabled", "Disabled"].includes(mappings.stateOf(mappings.named(id))),
  async update(context, { id: UUID, properties: before }, { Tags = [], ...wanted }) {
    const changing = Object.fromEntries(Object.entries(wanted).filter(([name]) => !FIXED.some((one) => one === name)));
    await context.call(lambda, updateEventSourceMapping, { Enabled: true, ...changing, UUID });
    const Resource = context.cloud.arn("lambda", `event-source-mapping:${UUID}`);
    const { set, gone } = tagChanges(before.Tags ?? [], Tags);
    if (set.length > 0) await context.call(lambda, tagResource, { Resource, Tags: tagsByKey(set) });
    if (gone.length > 0) await context.call(lambda, untagResource, { Resource, TagKeys: gone });
  },
  async remove(context, { id: UUID }) {
    await context.call(lambda, deleteEventSourceMapping, { UUID });
  },
  isGone: ({ cloud }, { id }) => !cloud.lambda.mappings.all().some(({ uuid }) => uuid === id),
  describe: ({ cloud }, { id }) => ({
    EventSourceMappingArn: cloud.arn("lambda", `event-source-mapping:${id}`),
    Id: id,
  }),
});
