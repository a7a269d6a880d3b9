/** USD in us-east-1, from the lab cloud's dated list of prices (`cloud/prices.json`); neither is verified. */
export const PARQUET_PRICES = { s3PutThousand: 0.005, flinkKpuHour: 0.11 } as const;

/** One KPU (Kinesis processing unit) for the work, one for the application itself. */
const MIN_KPUS = 2;
/**
 * Requests of Flink's file sink for a small file: begin a multipart upload, send a part, complete the upload. A part
 * holds at least 5 MB.
 */
export const REQUESTS_A_FILE = 3;

/**
 * The price of S3's requests for this number of small files of Flink's, in USD. The application itself costs by the
 * hour.
 */
export const calculateFlinkFilesCost = (files: number): number =>
  (files * REQUESTS_A_FILE * PARQUET_PRICES.s3PutThousand) / 1000;

/** The price of the smallest application of Managed Service for Apache Flink, in USD an hour, used or not. */
export const FLINK_HOUR_USD = MIN_KPUS * PARQUET_PRICES.flinkKpuHour;
