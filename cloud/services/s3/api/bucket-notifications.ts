import {
  PutBucketNotificationConfiguration$,
  GetBucketNotificationConfiguration$,
  type Event,
  type FilterRule,
  type LambdaFunctionConfiguration,
  type NotificationConfiguration,
  type NotificationConfigurationFilter,
  type PutBucketNotificationConfigurationRequest,
  type QueueConfiguration,
  type S3KeyFilter,
  type TopicConfiguration,
  type GetBucketNotificationConfigurationRequest,
} from "@aws-sdk/client-s3";
import { createMemberNotEmulated } from "../../../core/faults";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { boolean, list, string, type Rule, NO_VIOLATIONS } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { checkDocument } from "./body/check-document";
import { createInvalidArgumentFault } from "../model/faults";
import { bucketMembers, createOnlyRule } from "../model/fields";
import { listDestinations, overlap } from "../model/notifications/matching";
import type { Notifications } from "../model/notifications";
import { requireBucket } from "./request-target";
import { getSetting } from "../model/bucket";

/** The types of events that the lab cloud sends. */
const EVENTS = [
  "s3:ObjectCreated:*",
  "s3:ObjectCreated:Put",
  "s3:ObjectCreated:Post",
  "s3:ObjectCreated:Copy",
  "s3:ObjectCreated:CompleteMultipartUpload",
  "s3:ObjectRemoved:*",
  "s3:ObjectRemoved:Delete",
  "s3:ObjectRemoved:DeleteMarkerCreated",
] as const satisfies readonly Event[];

/** Recorded on AWS by LocalStack, 2026-02-21 (test_bucket_notification_with_invalid_filter_rules). */
const affix: Rule<"prefix" | "suffix" | "Prefix" | "Suffix"> = {
  check(value) {
    if (!/^(?:prefix|suffix)$/i.test(String(value)))
      throw createInvalidArgumentFault("filter rule name must be either prefix or suffix", {
        name: "FilterRule.Name",
        value: String(value),
      });
    return NO_VIOLATIONS;
  },
};
/** Without name or value it is malformed XML (the same day, test_bucket_notification_with_missing_values_in_rule). */
const filterRule = {
  Name: required(affix),
  Value: required(string()),
} satisfies Members<Omit<FilterRule, "Name"> & { Name?: string }>;
const keyFilter = { FilterRules: optional(list(structure(filterRule))) } satisfies Members<
  Omit<S3KeyFilter, "FilterRules"> & { FilterRules?: unknown[] }
>;
const filter = { Key: optional(structure(keyFilter)) } satisfies Members<
  Omit<NotificationConfigurationFilter, "Key"> & { Key?: unknown }
>;
const shared = {
  Id: optional(string()),
  Events: required(list(createOnlyRule("Event", EVENTS))),
  Filter: optional(structure(filter)),
};
const queue = { ...shared, QueueArn: required(string()) } satisfies Members<
  Omit<QueueConfiguration, "Filter"> & { Filter?: unknown }
>;
const topic = { ...shared, TopicArn: required(string()) } satisfies Members<
  Omit<TopicConfiguration, "Filter"> & { Filter?: unknown }
>;
const lambda = { ...shared, LambdaFunctionArn: required(string()) } satisfies Members<
  Omit<LambdaFunctionConfiguration, "Filter"> & { Filter?: unknown }
>;
const configuration = {
  QueueConfigurations: optional(list(structure(queue))),
  LambdaFunctionConfigurations: optional(list(structure(lambda))),
  TopicConfigurations: optional(list(structure(topic))),
  EventBridgeConfiguration: refused(),
} satisfies Members<
  Omit<NotificationConfiguration, "QueueConfigurations" | "TopicConfigurations" | "LambdaFunctionConfigurations"> & {
    QueueConfigurations?: unknown[];
    TopicConfigurations?: unknown[];
    LambdaFunctionConfigurations?: unknown[];
  }
>;

const putBucketNotificationConfigurationMembers = {
  ...bucketMembers,
  NotificationConfiguration: required(structure(configuration)),
  SkipDestinationValidation: optional(boolean()),
} satisfies Members<
  Omit<PutBucketNotificationConfigurationRequest, "NotificationConfiguration"> & { NotificationConfiguration: unknown }
>;

/**
 * Sets which queues, topics and functions get a bucket's events. Replaces the previous configuration.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
 */
export const putBucketNotificationConfiguration = operation(
  PutBucketNotificationConfiguration$,
  putBucketNotificationConfigurationMembers,
  async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requireBucket(cloud, request);
    const { s3Notifications: notifications } = cloud;
    // The border: the document was parsed by its schema and checked by its rules.
    const requested = request.NotificationConfiguration as NotificationConfiguration;
    // EventBridge is switched on by an empty element, so it is checked here: `refused` lets empty members pass.
    if (requested.EventBridgeConfiguration !== undefined) throw createMemberNotEmulated("EventBridgeConfiguration");
    const names = resolveNames(requested, notifications);
    const destinations = listDestinations(names);
    for (const [index, item] of destinations.entries())
      if (destinations.slice(index + 1).some((second) => overlap(item, second))) throw createAmbiguousError();
    const missing = destinations.find(({ arn }) => !notifications.isThere(arn));
    if (missing !== undefined && request.SkipDestinationValidation !== true) throw createNotValidatedError(missing.arn);
    cloud.s3.setBucket(bucket, "notification", destinations.length === 0 ? undefined : names);
    for (const destination of destinations) notifications.test(bucket, destination);
  },
);

/** The configuration with ids: S3 makes an id for every rule without one. */
function resolveNames(
  configuration: NotificationConfiguration,
  notifications: Notifications,
): NotificationConfiguration {
  const addId = <T extends { Id?: string | undefined }>(item: T): T => ({
    ...item,
    Id: item.Id ?? notifications.createId(),
  });
  const {
    QueueConfigurations: queues,
    TopicConfigurations: topics,
    LambdaFunctionConfigurations: functions,
  } = configuration;
  return {
    ...(queues === undefined ? {} : { QueueConfigurations: queues.map(addId) }),
    ...(topics === undefined ? {} : { TopicConfigurations: topics.map(addId) }),
    ...(functions === undefined ? {} : { LambdaFunctionConfigurations: functions.map(addId) }),
  };
}

const createAmbiguousError = (): Error =>
  createInvalidArgumentFault(
    "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
    { name: "NotificationConfiguration" },
  );

const createNotValidatedError = (arn: string): Error =>
  createInvalidArgumentFault("Unable to validate the following destination configurations", {
    name: arn,
    value: "The destination does not exist",
  });

const getBucketNotificationConfigurationMembers =
  bucketMembers satisfies Members<GetBucketNotificationConfigurationRequest>;

/** Returns which queues, topics and functions get a bucket's events. */
export const getBucketNotificationConfiguration = operation(
  GetBucketNotificationConfiguration$,
  getBucketNotificationConfigurationMembers,
  (cloud, request): NotificationConfiguration =>
    getSetting<NotificationConfiguration>(requireBucket(cloud, request), "notification") ?? {},
);
