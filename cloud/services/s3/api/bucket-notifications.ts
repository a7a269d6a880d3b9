import { PutBucketNotificationConfiguration$, GetBucketNotificationConfiguration$ } from "@aws-sdk/client-s3";
import type * as sdk from "@aws-sdk/client-s3";
import { getServiceOfArn } from "../../../core/arn-parts";
import { AwsFault, createMemberNotEmulated } from "../../../core/faults";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { boolean, list, string, type Rule, NO_VIOLATIONS } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { checkDocument } from "./body/check-document";
import { createInvalidArgumentFault } from "../model/faults";
import { bucketMembers, createOnlyRule } from "../model/fields";
import { listDestinations, overlap, type Destination } from "../model/notifications/matching";
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
] as const satisfies readonly sdk.Event[];

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
} satisfies Members<Omit<sdk.FilterRule, "Name"> & { Name?: string }>;
const keyFilter = { FilterRules: optional(list(structure(filterRule))) } satisfies Members<
  Omit<sdk.S3KeyFilter, "FilterRules"> & { FilterRules?: unknown[] }
>;
const filter = { Key: optional(structure(keyFilter)) } satisfies Members<
  Omit<sdk.NotificationConfigurationFilter, "Key"> & { Key?: unknown }
>;
const shared = {
  Id: optional(string()),
  Events: required(list(createOnlyRule("Event", EVENTS))),
  Filter: optional(structure(filter)),
};
const queue = { ...shared, QueueArn: required(string()) } satisfies Members<
  Omit<sdk.QueueConfiguration, "Filter"> & { Filter?: unknown }
>;
const topic = { ...shared, TopicArn: required(string()) } satisfies Members<
  Omit<sdk.TopicConfiguration, "Filter"> & { Filter?: unknown }
>;
const lambda = { ...shared, LambdaFunctionArn: required(string()) } satisfies Members<
  Omit<sdk.LambdaFunctionConfiguration, "Filter"> & { Filter?: unknown }
>;
const configuration = {
  QueueConfigurations: optional(list(structure(queue))),
  LambdaFunctionConfigurations: optional(list(structure(lambda))),
  TopicConfigurations: optional(list(structure(topic))),
  EventBridgeConfiguration: refused(),
} satisfies Members<
  Omit<
    sdk.NotificationConfiguration,
    "QueueConfigurations" | "TopicConfigurations" | "LambdaFunctionConfigurations"
  > & {
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
  Omit<sdk.PutBucketNotificationConfigurationRequest, "NotificationConfiguration"> & {
    NotificationConfiguration: unknown;
  }
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
    const requested = request.NotificationConfiguration as sdk.NotificationConfiguration;
    // EventBridge is switched on by an empty element, so it is checked here: `refused` lets empty members pass.
    if (requested.EventBridgeConfiguration !== undefined) throw createMemberNotEmulated("EventBridgeConfiguration");
    const names = resolveNames(requested, notifications);
    const destinations = listDestinations(names);
    const unreadable = destinations.find(({ arn }) => getServiceOfArn(arn) === "");
    if (unreadable !== undefined) throw createUnreadableArnError(unreadable);
    for (const [index, item] of destinations.entries())
      if (destinations.slice(index + 1).some((second) => overlap(item, second))) throw createAmbiguousError();
    if (request.SkipDestinationValidation !== true) {
      const missing = destinations.filter(({ arn }) => !notifications.isThere(arn));
      if (missing.length > 0) throw createNotValidatedError(missing);
    }
    cloud.s3.setBucket(bucket, "notification", destinations.length === 0 ? undefined : names);
    for (const destination of destinations) notifications.test(bucket, destination);
  },
);

/**
 * The configuration with ids, and with the names of filters as S3 returns them: it makes an id for every rule without one
 * (names recorded on AWS by LocalStack, 2025-01-21, test_filter_rules_case_insensitive).
 */
function resolveNames(
  configuration: sdk.NotificationConfiguration,
  notifications: Notifications,
): sdk.NotificationConfiguration {
  const addId = <T extends { Id?: string | undefined; Filter?: sdk.NotificationConfigurationFilter | undefined }>(
    item: T,
  ): T => ({
    ...item,
    Id: item.Id ?? notifications.createId(),
    ...(item.Filter?.Key?.FilterRules && { Filter: { Key: { FilterRules: item.Filter.Key.FilterRules.map(spell) } } }),
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

const spell = ({ Name: name, Value: value }: sdk.FilterRule): sdk.FilterRule => ({
  // The border: the rules let only these two names pass, in any case.
  Name: (name?.toLowerCase() === "prefix" ? "Prefix" : "Suffix") as NonNullable<sdk.FilterRule["Name"]>,
  Value: value,
});

const createAmbiguousError = (): Error =>
  createInvalidArgumentFault(
    "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
    { name: "NotificationConfiguration" },
  );

// Recorded on AWS by LocalStack, 2025-01-21 (test_invalid_sqs_arn, test_invalid_topic_arn, test_invalid_lambda_arn,
// test_multiple_invalid_sqs_arns).

const ELEMENTS = { queue: "Queue", topic: "Topic", function: "CloudFunction" } as const;

const createUnreadableArnError = ({ kind, arn }: Destination): Error =>
  createInvalidArgumentFault("The ARN could not be parsed", { name: ELEMENTS[kind], value: arn });

/** Several arguments that are wrong for one reason: their members have numbers, from 1. */
const createNotValidatedError = (missing: readonly Destination[]): Error => {
  const members = missing.flatMap(({ kind, arn }, index) => {
    const [name, value] =
      kind === "function"
        ? [`${arn}, null`, `Not authorized to invoke function [${arn}]`]
        : [arn, `The destination ${kind} does not exist`];
    return [
      [`ArgumentName${index + 1}`, name],
      [`ArgumentValue${index + 1}`, value],
    ] as const;
  });
  return new AwsFault("InvalidArgument", "Unable to validate the following destination configurations", {
    members: Object.fromEntries(members),
  });
};

const getBucketNotificationConfigurationMembers =
  bucketMembers satisfies Members<sdk.GetBucketNotificationConfigurationRequest>;

/** Returns which queues, topics and functions get a bucket's events. */
export const getBucketNotificationConfiguration = operation(
  GetBucketNotificationConfiguration$,
  getBucketNotificationConfigurationMembers,
  (cloud, request): sdk.NotificationConfiguration =>
    getSetting<sdk.NotificationConfiguration>(requireBucket(cloud, request), "notification") ?? {},
);
