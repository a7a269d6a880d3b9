/** USD in us-east-1, from the lab cloud's dated list of prices (`cloud/prices.json`); only the first is verified. */
export const PARQUET_PRICES = {
  firehoseGB: 0.029,
  firehoseConversionGB: 0.018,
  s3PutThousand: 0.005,
  flinkKpuHour: 0.11,
} as const;

const GB_BYTES = 1024 ** 3;
/** Firehose rounds the size of each record that is put directly up to a multiple of 5 KB. */
const FIREHOSE_STEP_BYTES = 5 * 1024;
/** One KPU (Kinesis processing unit) for the work, one for the application itself. */
const MIN_KPUS = 2;
/**
 * Requests of Flink's file sink for a small file: begin a multipart upload, send a part, complete the upload. A part
 * holds at least 5 MB.
 */
export const REQUESTS_A_FILE = 3;

const { firehoseGB, firehoseConversionGB, s3PutThousand, flinkKpuHour } = PARQUET_PRICES;

/** The price of Firehose's conversion of records of these sizes into this number of files, in USD. */
export function calculateFirehoseCost(recordBytes: readonly number[], files: number): number {
  const counted = recordBytes.reduce((sum, bytes) => sum + Math.ceil(bytes / FIREHOSE_STEP_BYTES), 0);
  const gigabytes = (counted * FIREHOSE_STEP_BYTES) / GB_BYTES;
  return gigabytes * (firehoseGB + firehoseConversionGB) + (files * s3PutThousand) / 1000;
}

/**
 * The price of S3's requests for this number of small files of Flink's, in USD. The application itself costs by the
 * hour.
 */
export const calculateFlinkFilesCost = (files: number): number => (files * REQUESTS_A_FILE * s3PutThousand) / 1000;

/** The price of the smallest application of Managed Service for Apache Flink, in USD an hour, used or not. */
export const FLINK_HOUR_USD = MIN_KPUS * flinkKpuHour;
