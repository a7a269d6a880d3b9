import type { NotificationConfiguration } from "@aws-sdk/client-s3";
import type { Core } from "../../../../core/core";
import type { Random } from "../../../../core/random";
import { toPlainKey } from "../keys";
import { getSetting } from "../setting";
import type { Bucket, ObjectAddress } from "../bucket";
import type { StoredObject } from "../../store/stored-object";
import { getVersion, type DeletionResult } from "../versions";
import { createEventMessage, testMessage, type ObjectEvent } from "./event-record";
import { listDestinations, isMatching, type Destination } from "./matching";

/** The receivers of buckets' events. */
export interface Listeners {
  /** Whether a queue, function or topic exists. @param arn may have a qualifier */
  isThere(arn: string): boolean;
  /** Sends a message to a queue; the cloud's log reports a message that cannot be delivered. */
  send(queue: string, message: string): void;
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

  /** Sends the event of a new object. @param way how it was put: `Put`, `Post`, `Copy`, `CompleteMultipartUpload`. */
  notifyCreated({ bucket, key }: ObjectAddress, object: StoredObject, way: string): void {
    if (bucket.document.settings?.notification === undefined) return;
    const { size, etag } = object;
    const version = bucket.versioning === undefined ? undefined : getVersion(object);
    this.#notify(bucket, {
      name: `ObjectCreated:${way}`,
      bucket: bucket.name,
      key: toPlainKey(key),
      at: this.#core.now(),
      size,
      etag,
      version,
    });
  }

  /** Sends the events of objects that were deleted, or hidden by a delete marker. */
  notifyRemoved(bucket: Bucket, deleted: readonly DeletionResult[]): void {
    if (bucket.document.settings?.notification === undefined) return;
    for (const { key, version, isMade = false } of deleted) {
      const name = isMade ? "ObjectRemoved:DeleteMarkerCreated" : "ObjectRemoved:Delete";
      const at = this.#core.now();
      this.#notify(bucket, {
        name,
        bucket: bucket.name,
        key: toPlainKey(key),
        at,
        size: undefined,
        etag: undefined,
        version,
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
      this.#sendTo(destination, { requestId, message });
    }
  }

  #sendTo(
    { kind, arn }: Destination,
    { requestId, message }: { readonly requestId: string; readonly message: string },
  ): void {
    if (kind === "queue") this.#listeners.send(arn, message);
    else if (kind === "topic") this.#listeners.publish(arn, message);
    else this.#listeners.invoke(arn, { id: requestId, payload: message });
  }
}
