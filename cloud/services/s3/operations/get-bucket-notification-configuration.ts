import {
  GetBucketNotificationConfiguration$,
  type GetBucketNotificationConfigurationRequest,
  type NotificationConfiguration,
} from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";
import { getSetting } from "../setting";

const members = bucketMembers satisfies Members<GetBucketNotificationConfigurationRequest>;

/** Returns which queues, topics and functions get a bucket's events. */
export const getBucketNotificationConfiguration = operation(
  GetBucketNotificationConfiguration$,
  members,
  (cloud, request): NotificationConfiguration =>
    getSetting<NotificationConfiguration>(requireBucket(cloud, request), "notification") ?? {},
);
