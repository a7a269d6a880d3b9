import { gunzip } from "node:zlib";
import type { DestinationSettings } from "../destination/settings";
import { errorLine } from "./error-line";
import type { Failure, Item, Stage, StageContext } from "./stage";

/**
 * A record of CloudWatch Logs holds up to 1 MiB of messages, each byte of which takes up to six in JSON, and up to 10,000
 * events, each with its id and its time.
 */
const LONGEST_BYTES = 8 * 1024 * 1024;
/** What one batch may hold at once: a few bytes of gzip can ask for very many. */
const MOST_BYTES = 64 * 1024 * 1024;

/** AWS's code is not known. */
const CODE = "Decompression.Failed";

/**
 * Unzips records, as subscription filters of CloudWatch Logs send them. One that is no gzip fails alone, and is delivered as it
 * came, under `decompression-failed`.
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
      let room = MOST_BYTES;
      for (const item of items) {
        const limit = Math.min(room, LONGEST_BYTES);
        const unzipped = await unzip(item.data, limit);
        if (typeof unzipped === "string") {
          // It was unzipped up to there: a thousand such records take as long as a thousand that fit.
          if (unzipped === TOO_LONG) room -= limit;
          failures.push(failure(item, unzipped, at));
        } else {
          room -= unzipped.byteLength;
          passed.push({ ...item, data: unzipped, asItCame: item.data });
        }
      }
      metrics.decompressed(now(), {
        succeeded: passed.map(({ data }) => data.byteLength),
        failed: failures.map(({ item }) => item.data.byteLength),
      });
      return { items: passed, failures };
    },
  };
}

/** @returns what it holds, or why it cannot be told */
const unzip = (data: Uint8Array, maxOutputLength: number): Promise<Uint8Array | string> =>
  new Promise((resolve) => {
    // Zero would mean no limit's error, but Node's own for the option.
    if (maxOutputLength < 1) resolve(TOO_LONG);
    else
      gunzip(data, { maxOutputLength }, (error, unzipped) => {
        if (error === null) resolve(unzipped);
        else resolve((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? TOO_LONG : error.message);
      });
  });

const TOO_LONG = `The record, or its batch, is longer than the lab cloud unzips: ${LONGEST_BYTES} and ${MOST_BYTES} bytes.`;

const failure = (item: Item, why: string, at: number): Failure => {
  const errorMessage = `The record could not be decompressed as GZIP: ${why}`;
  return {
    item,
    type: "decompression-failed",
    reason: { code: CODE, message: errorMessage },
    line: errorLine(item, { errorCode: CODE, errorMessage, attemptEndingTimestamp: at }),
  };
};
