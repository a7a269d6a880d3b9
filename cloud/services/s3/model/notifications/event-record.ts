import type { Core } from "../../../../core/core";
import type { Destination } from "./matching";

/** Something that happened to an object. */
export interface ObjectEvent {
  /** `ObjectCreated:Put` */
  readonly name: string;
  readonly bucket: string;
  readonly key: string;
  /** ms since the epoch. */
  readonly at: number;
  /** Undefined for a deleted object. */
  readonly size: number | undefined;
  readonly etag: string | undefined;
  /** Set in a bucket with versions. */
  readonly version: string | undefined;
}

/** The values that differ from delivery to delivery. */
interface Delivery {
  readonly requestId: string;
  /** Grows with every event. */
  readonly sequence: number;
}

/**
 * The message about an event, for queues and functions.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export const createEventMessage = (
  { account, region }: Pick<Core, "account" | "region">,
  event: ObjectEvent,
  { destination, requestId, sequence }: Delivery & { readonly destination: Destination },
): string =>
  JSON.stringify({
    Records: [
      {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: region,
        eventTime: new Date(event.at).toISOString(),
        eventName: event.name,
        userIdentity: { principalId: `AWS:${account}` },
        requestParameters: { sourceIPAddress: "127.0.0.1" },
        responseElements: { "x-amz-request-id": requestId, "x-amz-id-2": requestId },
        s3: {
          s3SchemaVersion: "1.0",
          configurationId: destination.id,
          bucket: {
            name: event.bucket,
            ownerIdentity: { principalId: account },
            arn: `arn:aws:s3:::${event.bucket}`,
          },
          object: {
            key: encodeKey(event.key),
            ...(event.size === undefined ? {} : { size: event.size }),
            ...(event.etag === undefined ? {} : { eTag: event.etag }),
            ...(event.version === undefined ? {} : { versionId: event.version }),
            sequencer: (BigInt(event.at) * 4096n + BigInt(sequence % 4096))
              .toString(16)
              .toUpperCase()
              .padStart(18, "0"),
          },
        },
      },
    ],
  });

/** Events contain keys encoded as in a form: slashes unchanged, a blank as a plus sign. */
const encodeKey = (key: string): string =>
  key
    .split("/")
    .map((item) => encodeURIComponent(item).replaceAll("%20", "+"))
    .join("/");

/** The test message that S3 sends when a queue is configured. */
export const testMessage = (
  bucket: string,
  { at, requestId }: { readonly at: number; readonly requestId: string },
): string =>
  JSON.stringify({
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: new Date(at).toISOString(),
    Bucket: bucket,
    RequestId: requestId,
    HostId: requestId,
  });
