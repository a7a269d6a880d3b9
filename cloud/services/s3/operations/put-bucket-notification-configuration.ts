import {
  PutBucketNotificationConfiguration$,
  type Event,
  type FilterRule,
  type LambdaFunctionConfiguration,
  type NotificationConfiguration,
  type NotificationConfigurationFilter,
  type PutBucketNotificationConfigurationRequest,
  type QueueConfiguration,
  type S3KeyFilter,
} from "@aws-sdk/client-s3";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { boolean, list, string } from "../../../core/rules";
import { operation } from "../../operation";
import { checkDocument } from "../body/check-document";
import { invalidArgument } from "../faults";
import { bucketMembers, only } from "../fields";
import type { Notifications } from "../notifications/notifications";
import { destinationsOf, overlap } from "../notifications/matching";
import { requestedBucket } from "../request-place";

/** What happens to objects here. */
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

const filterRule = {
  Name: optional(only("Name", ["prefix", "suffix", "Prefix", "Suffix"])),
  Value: optional(string()),
} satisfies Members<Omit<FilterRule, "Name"> & { Name?: string }>;
const keyFilter = { FilterRules: optional(list(structure(filterRule))) } satisfies Members<
  Omit<S3KeyFilter, "FilterRules"> & { FilterRules?: unknown[] }
>;
const filter = { Key: optional(structure(keyFilter)) } satisfies Members<
  Omit<NotificationConfigurationFilter, "Key"> & { Key?: unknown }
>;
const shared = {
  Id: optional(string()),
  Events: required(list(only("Event", EVENTS))),
  Filter: optional(structure(filter)),
};
const queue = { ...shared, QueueArn: required(string()) } satisfies Members<
  Omit<QueueConfiguration, "Filter"> & { Filter?: unknown }
>;
const lambda = { ...shared, LambdaFunctionArn: required(string()) } satisfies Members<
  Omit<LambdaFunctionConfiguration, "Filter"> & { Filter?: unknown }
>;
const configuration = {
  QueueConfigurations: optional(list(structure(queue))),
  LambdaFunctionConfigurations: optional(list(structure(lambda))),
  TopicConfigurations: refused(),
  EventBridgeConfiguration: refused(),
} satisfies Members<
  Omit<NotificationConfiguration, "QueueConfigurations" | "LambdaFunctionConfigurations"> & {
    QueueConfigurations?: unknown[];
    LambdaFunctionConfigurations?: unknown[];
  }
>;

const members = {
  ...bucketMembers,
  NotificationConfiguration: required(structure(configuration)),
  SkipDestinationValidation: optional(boolean()),
} satisfies Members<
  Omit<PutBucketNotificationConfigurationRequest, "NotificationConfiguration"> & { NotificationConfiguration: unknown }
>;

/**
 * Says which queues and functions are told what happens in a bucket. Replaces what was said before.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
 */
export const putBucketNotificationConfiguration = operation(
  PutBucketNotificationConfiguration$,
  members,
  async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requestedBucket(cloud, request);
    const { s3Notifications: notifications } = cloud;
    // The border: the document's schema has read it, and its rules have passed it.
    const kept = named(request.NotificationConfiguration as NotificationConfiguration, notifications);
    const destinations = destinationsOf(kept);
    for (const [index, one] of destinations.entries())
      if (destinations.slice(index + 1).some((other) => overlap(one, other))) throw ambiguous();
    const missing = destinations.find(({ arn }) => !notifications.isThere(arn));
    if (missing !== undefined && request.SkipDestinationValidation !== true) throw notValidated(missing.arn);
    cloud.s3.setBucket(bucket, "notification", destinations.length === 0 ? undefined : kept);
    for (const { kind, arn } of destinations) if (kind === "queue") notifications.test(bucket, arn);
  },
);

/** Every rule has an id; S3 makes those that are missing. */
function named(configuration: NotificationConfiguration, notifications: Notifications): NotificationConfiguration {
  const withId = <T extends { Id?: string | undefined }>(one: T): T => ({
    ...one,
    Id: one.Id ?? notifications.newId(),
  });
  const { QueueConfigurations: queues, LambdaFunctionConfigurations: functions } = configuration;
  return {
    ...(queues === undefined ? {} : { QueueConfigurations: queues.map(withId) }),
    ...(functions === undefined ? {} : { LambdaFunctionConfigurations: functions.map(withId) }),
  };
}

const ambiguous = (): Error =>
  invalidArgument(
    "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
    { name: "NotificationConfiguration" },
  );

const notValidated = (arn: string): Error =>
  invalidArgument("Unable to validate the following destination configurations", {
    name: arn,
    value: "The destination does not exist",
  });
