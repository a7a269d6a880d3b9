import type { View } from "../../core/service";
import type { Firehose } from "./model/state/firehose";

/** The delivery streams as the console shows them, with the undelivered records of each. */
export const createStreamsView = (firehose: Firehose): View => ({
  title: "Delivery streams",
  columns: [
    "Name",
    "Status",
    "Source",
    "Bucket",
    "Buffered records",
    "Buffered bytes",
    "On the way to S3",
    "Next delivery",
  ],
  rows: firehose.list().map(({ name, status, source, destination }) => {
    const { buffered = [], waiting = 0 } = firehose.findActive(name)?.delivery.listPending() ?? {};
    const formatSum = (of: "records" | "bytes"): string =>
      String(buffered.reduce((total, item) => total + item[of], 0));
    const nextAt = Math.min(...buffered.map(({ dueAt }) => dueAt));
    return [
      name,
      status,
      source === undefined ? "Direct PUT" : source.arn,
      destination.BucketARN,
      formatSum("records"),
      formatSum("bytes"),
      String(waiting),
      Number.isFinite(nextAt) ? new Date(nextAt).toISOString() : "",
    ];
  }),
});
