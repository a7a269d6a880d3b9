import type { Random } from "../../../../core/random";
import type { S3Settings } from "../destination/settings";
import { evaluateErrorPrefix, evaluatePrefix } from "../prefix/evaluate";
import { parseDatePattern } from "../../../../dates/java/write";
import { PACKINGS } from "../upload/compression/compression";
import type { RouteConversion } from "./convert-buffer";
import type { ErrorType } from "../../store/arrived";

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
