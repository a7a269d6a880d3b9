import { AwsFault, createDiskFull, isDiskFull } from "../../../../core/faults";
import type { DeliveryContext } from "./delivery-context";
import { formatDeliveryErrorLine } from "./error-log";
import { UploadQueue, type Upload } from "./upload-queue";
import type { Core } from "../../../../core/core";
import type { Random } from "../../../../../foundation/random";
import type { ObjectSink } from "../ports";
import { PACKINGS } from "../upload/compression/compression";
import { convertBuffer, type ConvertBufferParts, type RouteConversion } from "./convert-buffer";
import { createServiceNote } from "../../../../core/notes";
import type { ClosedBuffer, Route } from "./delivery-config";
import type { Outcome, ErrorType } from "../../store/arrived";
import type { S3Settings } from "../destination/settings";
import { evaluateErrorPrefix, evaluatePrefix } from "../prefix/evaluate";
import { parseDatePattern } from "../../../../../foundation/dates/java/write";

/** The parts of an object's name. */
export interface ObjectNaming {
  readonly stream: string;
  /** Version of the delivery stream's configuration. */
  readonly version: number;
  readonly settings: S3Settings;
  /** Arrival of the oldest record in the object, ms since the epoch. */
  readonly oldestAt: number;
  readonly random: Random;
  readonly keys?: Readonly<Record<string, string>> | undefined;
  /** Set for a columnar file. */
  readonly conversion?: RouteConversion | undefined;
  /** Set for records that failed. */
  readonly errorType?: ErrorType | undefined;
}

const TIMES = parseDatePattern("yyyy-MM-dd-HH-mm-ss");

/**
 * Prefix, then `<stream>-<version>-<time>-<uuid><extension>`, which users cannot choose.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html
 */
export function formatObjectName(naming: ObjectNaming): string {
  const { stream, version, settings, oldestAt, random, keys, errorType, conversion } = naming;
  const values = { oldestAt, timeZone: settings.timeZone, random, ...(keys === undefined ? {} : { keys }) };
  const prefix =
    errorType === undefined
      ? evaluatePrefix(settings.prefix, values)
      : evaluateErrorPrefix(settings.errorPrefix, { ...values, errorType });
  const extension =
    errorType === undefined
      ? (settings.fileExtension ??
        (conversion === undefined ? PACKINGS[settings.compression].extension : `.${conversion.settings.output.kind}`))
      : "";
  return `${prefix}${stream}-${version}-${TIMES?.(oldestAt, settings.timeZone)}-${random.drawUuid()}${extension}`;
}

/** A put's inputs in addition to the buffer. */
interface PutObjectParts extends ConvertBufferParts {
  readonly stream: string;
  readonly core: Pick<Core, "now" | "journal">;
  readonly objects: ObjectSink;
  readonly random: Random;
}

/** The same for every object (FH-041). */
const CONTENT_TYPE = "application/octet-stream";

/** AWS sets this Content-Encoding on columnar files, although they are compressed inside: measured for Parquet (FH-042). */
const CONVERTED = { contentEncoding: "hadoop-snappy", pack: PACKINGS.UNCOMPRESSED.pack };

/** The name under which a buffer is delivered. Drawn only once, so that a retried put makes no second object. */
const getKey = ({ route, buffer }: ClosedBuffer, { stream, random }: PutObjectParts): string =>
  formatObjectName({ ...route, stream, oldestAt: buffer.oldestAt, random });

/** Puts a buffer into its bucket, and notes the call in the journal. @throws AwsFault if the put should be retried */
async function putObject(closed: ClosedBuffer, key: string, parts: PutObjectParts): Promise<void> {
  const { core, objects, random } = parts;
  const {
    route: {
      kind,
      settings: { bucket, compression, encryptionKey },
      conversion,
    },
    buffer,
  } = closed;
  // Error lines are not compressed, whatever the compression of the data.
  const { contentEncoding, pack } =
    conversion === undefined ? PACKINGS[kind === "failed" ? "UNCOMPRESSED" : compression] : CONVERTED;
  const readContent = () =>
    conversion === undefined
      ? pack(buffer.readContent(), { name: random.drawUuid(), at: buffer.oldestAt })
      : convertBuffer(buffer, conversion, parts);
  const at = core.now();
  const note = createServiceNote(core, {
    service: "s3",
    operation: "PutObject",
    caller: "firehose.amazonaws.com",
    input: {
      Bucket: bucket,
      Key: key,
      ContentType: CONTENT_TYPE,
      ...(contentEncoding === undefined ? {} : { ContentEncoding: contentEncoding }),
    },
  });
  try {
    const { etag } = await objects.putObject({
      bucket,
      key,
      at,
      contentType: CONTENT_TYPE,
      contentEncoding,
      openContent: readContent,
      ...(encryptionKey === undefined ? {} : { kms: { key: encryptionKey } }),
    });
    note.noteAnswer({ ETag: `"${etag}"` });
  } catch (error) {
    throw note.noteRefusal(isDiskFull(error) ? createDiskFull() : error);
  }
}

const OUTCOMES = { data: "delivered", failed: "failed", backup: "backed up" } as const;

/** The parts of a delivery that uploads use. */
type UploadsDelivery = Pick<
  DeliveryContext,
  "identity" | "core" | "ports" | "random" | "files" | "workFiles" | "metrics" | "records" | "partitions"
>;

/** Delivers closed buffers to their buckets, and notes the outcomes of their records. */
export class Uploads {
  readonly #delivery: UploadsDelivery;
  readonly #naming: PutObjectParts;
  readonly #queues: Readonly<Record<"main" | "backup", UploadQueue>>;

  constructor(delivery: UploadsDelivery) {
    this.#delivery = delivery;
    const { identity, core, ports, random, files, workFiles } = delivery;
    const { objects } = ports;
    this.#naming = { stream: identity.name, core, objects, random, files, workPath: () => workFiles.createPath() };
    this.#queues = { main: this.#createQueue(), backup: this.#createQueue() };
  }

  /** Buffers that are being uploaded to their buckets, or wait for it. */
  list(): readonly Upload[] {
    return [...this.#queues.main.list(), ...this.#queues.backup.list()];
  }

  push(closed: ClosedBuffer): void {
    this.#queues[closed.route.kind === "backup" ? "backup" : "main"].push(closed);
  }

  /** Resolves when few bytes wait for their upload. */
  async waitForCapacity(): Promise<void> {
    await Promise.all([this.#queues.main.waitForCapacity(), this.#queues.backup.waitForCapacity()]);
  }

  /** Throws everything away: the stream is being deleted. */
  discard(): void {
    this.#queues.main.discard();
    this.#queues.backup.discard();
  }

  #createQueue(): UploadQueue {
    return new UploadQueue({
      clock: this.#delivery.core.clock,
      drawName: (closed) => getKey(closed, this.#naming),
      put: async (closed, key) => {
        this.#checkRole(closed.route);
        await putObject(closed, key, this.#naming);
      },
      onDelivered: (closed, key, at) => this.#noteDelivered(closed, key, at),
      onRefused: (closed, fault, at) => this.#noteRefused(closed, fault, at),
      onLost: (closed, at) => this.#finish(closed, { kind: "lost", at }),
    });
  }

  #checkRole({ settings }: Route): void {
    const refusal = this.#delivery.ports.roles.findRefusal(settings.roleArn, "firehose.amazonaws.com");
    if (refusal !== undefined) throw new AwsFault("AccessDenied", refusal, { status: 403 });
  }

  #noteDelivered(closed: ClosedBuffer, key: string, at: number): void {
    const { kind, errorType, settings } = closed.route;
    const object = { bucket: settings.bucket, key };
    this.#finish(closed, { kind: OUTCOMES[kind], at, object, ...(errorType === undefined ? {} : { errorType }) });
    this.#delivery.metrics.noteDelivered(at, closed);
  }

  #noteRefused(closed: ClosedBuffer, fault: AwsFault, at: number): void {
    const { metrics, ports, identity } = this.#delivery;
    metrics.noteRefused(at, closed);
    const target = closed.route.settings.logs;
    if (target !== undefined) ports.logs.write(target, at, formatDeliveryErrorLine(identity, closed, fault));
  }

  #finish({ route, buffer }: ClosedBuffer, outcome: Outcome): void {
    const { records, partitions } = this.#delivery;
    if (route.kind === "data") partitions.noteEnded(route);
    records.finish(buffer.positions, outcome);
  }
}
