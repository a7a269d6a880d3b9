/** USD in us-east-1, as the one dated list of the lab cloud has them; none of them but the first is verified. */
export const PARQUET_PRICES = {
  firehoseGB: 0.029,
  firehoseConversionGB: 0.018,
  s3PutThousand: 0.005,
  flinkKpuHour: 0.11,
} as const;

const GB_BYTES = 1024 ** 3;
/** Firehose counts each record that is put directly in steps of 5 KB. */
const FIREHOSE_STEP_BYTES = 5 * 1024;
/** One for the work, one for the application itself. */
const LEAST_KPUS = 2;
/** Flink's file sink begins an upload, sends a part, and completes it. A part holds at least 5 MB. */
export const REQUESTS_A_FILE = 3;

const { firehoseGB, firehoseConversionGB, s3PutThousand, flinkKpuHour } = PARQUET_PRICES;

/** What Firehose takes to convert records of such sizes into so many files, in USD. */
export function firehoseCost(recordBytes: readonly number[], files: number): number {
  const counted = recordBytes.reduce((sum, bytes) => sum + Math.ceil(bytes / FIREHOSE_STEP_BYTES), 0);
  const gigabytes = (counted * FIREHOSE_STEP_BYTES) / GB_BYTES;
  return gigabytes * (firehoseGB + firehoseConversionGB) + (files * s3PutThousand) / 1000;
}

/** What S3 takes for so many small files of Flink's, in USD. The application itself costs by the hour. */
export const flinkFilesCost = (files: number): number => (files * REQUESTS_A_FILE * s3PutThousand) / 1000;

/** What the smallest application of Managed Service for Apache Flink costs an hour, in USD, used or not. */
export const FLINK_HOUR_USD = LEAST_KPUS * flinkKpuHour;
