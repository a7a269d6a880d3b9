import { gunzip } from "node:zlib";
import type { DestinationSettings } from "../destination/settings";
import { type Failure, type Item, type Stage, type StageContext, formatErrorLine } from "./stage";

/**
 * The longest unzipped record. A record of CloudWatch Logs holds up to 1 MiB of messages, where each byte takes up to
 * six bytes in JSON, and up to 10,000 events, each with its id and its time.
 */
const MAX_RECORD_BYTES = 8 * 1024 * 1024;
/** The maximum number of unzipped bytes of one batch: a few bytes of gzip can become very many. */
const MAX_BATCH_BYTES = 64 * 1024 * 1024;

/** AWS's code is not known. */
const CODE = "Decompression.Failed";

/**
 * Unzips records, as subscription filters of CloudWatch Logs send them. A record that is not gzip fails without
 * affecting the others, and is delivered as it arrived, under `decompression-failed`.
 *
 * @remarks AWS does not say how long a record may become; here it is 8 MiB, and 64 MiB for all of a batch.
 * @see https://docs.aws.amazon.com/firehose/latest/dev/decomp-faq.html
 */
export function decompress(
  { processors: { decompresses } }: DestinationSettings,
  { metrics, now }: StageContext,
): Stage | undefined {
  if (!decompresses) return undefined;
  return {
    name: "decompress",
    async run(items, at) {
      const passed: Item[] = [];
      const failures: Failure[] = [];
      let room = MAX_BATCH_BYTES;
      for (const item of items) {
        const limit = Math.min(room, MAX_RECORD_BYTES);
        const unzipped = await unzip(item.data, limit);
        if (typeof unzipped === "string") {
          // The record was unzipped up to the limit, which took the time, so it counts with that many bytes.
          if (unzipped === TOO_LONG) room -= limit;
          failures.push(createFailure(item, unzipped, at));
        } else {
          room -= unzipped.byteLength;
          passed.push({ ...item, data: unzipped, original: item.data });
        }
      }
      metrics.noteDecompressed(now(), {
        succeeded: passed.map(({ data }) => data.byteLength),
        failed: failures.map(({ item }) => item.data.byteLength),
      });
      return { items: passed, failures };
    },
  };
}

/** @returns the unzipped bytes, or as a string the reason why there are none */
const unzip = (data: Uint8Array, maxOutputLength: number): Promise<Uint8Array | string> =>
  new Promise((resolve) => {
    // For 0 Node would throw an error about the option itself.
    if (maxOutputLength < 1) resolve(TOO_LONG);
    else
      gunzip(data, { maxOutputLength }, (error, unzipped) => {
        if (error === null) resolve(unzipped);
        else resolve((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? TOO_LONG : error.message);
      });
  });

const TOO_LONG = `The record, or its batch, is longer than the lab cloud unzips: ${MAX_RECORD_BYTES} and ${MAX_BATCH_BYTES} bytes.`;

const createFailure = (item: Item, why: string, at: number): Failure => {
  const errorMessage = `The record could not be decompressed as GZIP: ${why}`;
  return {
    item,
    type: "decompression-failed",
    reason: { code: CODE, message: errorMessage },
    line: formatErrorLine(item, { errorCode: CODE, errorMessage, attemptEndingTimestamp: at }),
  };
};
