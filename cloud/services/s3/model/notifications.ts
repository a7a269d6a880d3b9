import { createHash } from "node:crypto";
import type { NotificationConfiguration } from "@aws-sdk/client-s3";
import type { Core } from "../../../core/core";
import type { Random } from "../../../../foundation/random";
import { toPlainKey } from "./keys";
import { getSetting, type Bucket, type ObjectAddress } from "./bucket";
import type { StoredObject } from "../store/stored-object";
import { getVersion, type DeletionResult } from "./versions";
import { listDestinations, isMatching, type Destination } from "./notifications/matching";

/** Something that happened to an object. */
interface ObjectEvent {
  /** `ObjectCreated:Put` */
  readonly name: string;
  readonly bucket: string;
  /** The bucket's region. */
  readonly region: string;
  readonly key: string;
  /** ms since the epoch. */
  readonly at: number;
  /** Undefined for a deleted object. */
  readonly size: number | undefined;
  readonly etag: string | undefined;
  /** Set in a bucket with versions. */
  readonly version: string | undefined;
  readonly trace: string | undefined;
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
const createEventMessage = (
  { account }: Pick<Core, "account">,
  event: ObjectEvent,
  { destination, requestId, sequence }: Delivery & { readonly destination: Destination },
): string =>
  JSON.stringify({
    Records: [
      {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: event.region,
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
            ownerIdentity: { principalId: createCustomerId(account) },
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

/** The MD5 digest of no bytes. */
const EMPTY_ETAG = "d41d8cd98f00b204e9800998ecf8427e";

const CUSTOMER_ID_LENGTH = 13;

/** An id such as `A3NL1KOZZKExample`: Amazon's customer id of an account, which differs from the account's id. */
const createCustomerId = (account: string): string =>
  `A${BigInt(`0x${createHash("sha256").update(account).digest("hex")}`)
    .toString(36)
    .toUpperCase()
    .slice(0, CUSTOMER_ID_LENGTH)}`;

/** Events contain keys encoded as in a form: slashes unchanged, a blank as a plus sign. */
const encodeKey = (key: string): string =>
  key
    .split("/")
    .map((item) => encodeURIComponent(item).replaceAll("%20", "+"))
    .join("/");

/** The test message that S3 sends when a queue is configured. */
const testMessage = (bucket: string, { at, requestId }: { readonly at: number; readonly requestId: string }): string =>
  JSON.stringify({
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: new Date(at).toISOString(),
    Bucket: bucket,
    RequestId: requestId,
    HostId: requestId,
  });

/** How an object was created. */
interface Creation {
  readonly way: "Put" | "Post" | "Copy" | "CompleteMultipartUpload";
  /** The call's header `x-amzn-trace-id`, which a message to a queue has as AWSTraceHeader. */
  readonly trace?: string | undefined;
}

/** The receivers of buckets' events. */
export interface Listeners {
  /** Whether a queue, function or topic exists. @param arn may have a qualifier */
  isThere(arn: string): boolean;
  /** Sends a message to a queue; the cloud's log reports a message that cannot be delivered. @param trace of the call that caused it */
  send(queue: string, message: string, trace?: string): void;
  /** Publishes to a topic; failures are logged as in `send`. */
  publish(topic: string, message: string): void;
  /** Calls a function asynchronously. @param id of the call */
  invoke(target: string, call: { readonly id: string; readonly payload: string }): void;
}

/**
 * Sends events of buckets to queues, functions and topics, as the buckets' notification configurations say.
 *
 * @remarks An event is delivered in the same turn in which its object is put; AWS takes some seconds, and delivers at
 * least once.
 */
export class Notifications {
  readonly #core: Core;
  readonly #random: Random;
  readonly #listeners: Listeners;
  #sequence = 0;

  constructor(core: Core, listeners: Listeners) {
    this.#core = core;
    this.#random = core.random.fork("s3/notifications");
    this.#listeners = listeners;
  }

  isThere(arn: string): boolean {
    return this.#listeners.isThere(arn);
  }

  createId(): string {
    return this.#random.drawUuid();
  }

  /** Sends the event of a new object. */
  notifyCreated({ bucket, key }: ObjectAddress, object: StoredObject, { way, trace }: Creation): void {
    if (bucket.document.settings?.notification === undefined) return;
    const { size, etag } = object;
    // An object of a bucket with suspended versioning has none (recorded on AWS by LocalStack, 2025-01-21,
    // test_object_created_put_versioned).
    const version = bucket.versioning === "Enabled" ? getVersion(object) : undefined;
    this.#notify(bucket, {
      name: `ObjectCreated:${way}`,
      bucket: bucket.name,
      region: bucket.document.region,
      key: toPlainKey(key),
      at: this.#core.now(),
      size,
      etag,
      version,
      trace,
    });
  }

  /** Sends the events of objects that were deleted, or hidden by a delete marker. @param trace as in `Creation` */
  notifyRemoved(bucket: Bucket, deleted: readonly DeletionResult[], trace?: string): void {
    if (bucket.document.settings?.notification === undefined) return;
    for (const { key, version, isMade = false } of deleted) {
      const name = isMade ? "ObjectRemoved:DeleteMarkerCreated" : "ObjectRemoved:Delete";
      const at = this.#core.now();
      this.#notify(bucket, {
        name,
        bucket: bucket.name,
        region: bucket.document.region,
        key: toPlainKey(key),
        at,
        size: undefined,
        // A delete marker has the ETag of nothing (same recording).
        etag: isMade ? EMPTY_ETAG : undefined,
        version,
        trace,
      });
    }
  }

  /** Sends S3's test event to a newly configured queue or topic; functions get none. */
  test(bucket: Bucket, destination: Destination): void {
    if (destination.kind === "function") return;
    const requestId = this.createId();
    this.#sendTo(destination, { requestId, message: testMessage(bucket.name, { at: this.#core.now(), requestId }) });
  }

  #notify(bucket: Bucket, event: ObjectEvent): void {
    const configuration = getSetting<NotificationConfiguration>(bucket, "notification") ?? {};
    for (const destination of listDestinations(configuration)) {
      if (!isMatching(destination, event.name, event.key)) continue;
      const requestId = this.createId();
      this.#sequence += 1;
      const message = createEventMessage(this.#core, event, { destination, requestId, sequence: this.#sequence });
      this.#sendTo(destination, { requestId, message, trace: event.trace });
    }
  }

  #sendTo(
    { kind, arn }: Destination,
    {
      requestId,
      message,
      trace,
    }: { readonly requestId: string; readonly message: string; readonly trace?: string | undefined },
  ): void {
    if (kind === "queue") this.#listeners.send(arn, message, trace);
    else if (kind === "topic") this.#listeners.publish(arn, message);
    else this.#listeners.invoke(arn, { id: requestId, payload: message });
  }
}
