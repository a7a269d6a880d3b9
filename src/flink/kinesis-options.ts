import type { Sql } from "./sql";
import { formatOptions } from "./with-options";

/** The options of a table over a Kinesis data stream. */
export interface KinesisTable {
  readonly stream: string;
  /** Where to begin to read: at the oldest record, or at the first record that arrives from now on. */
  readonly from?: "TRIM_HORIZON" | "LATEST";
  /** Further options of the connector or the format, such as `{ "json.ignore-parse-errors": "true" }`. */
  readonly options?: Readonly<Record<string, string>>;
}

/**
 * The `WITH (…)` of a table whose rows are the JSON records of a Kinesis data stream, both for reading and for writing.
 *
 * On AWS the stream is in your region; for the lab cloud the options contain its address. They contain no keys: the
 * connector finds the AWS keys in the environment, as every AWS client does.
 *
 * @see https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/connectors/table/kinesis/
 */
export function kinesis({ stream, from = "TRIM_HORIZON", options = {} }: KinesisTable): Sql {
  const endpoint = process.env["AWS_ENDPOINT_URL"];
  const all: Readonly<Record<string, string>> = {
    connector: "kinesis",
    stream,
    "aws.region": process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? "us-east-1",
    "scan.stream.initpos": from,
    format: "json",
    "json.timestamp-format.standard": "ISO-8601",
    // How long a row may wait for others before it is written, in ms. Flink's default is 5000.
    "sink.flush-buffer.timeout": "500",
    ...(endpoint ? { "aws.endpoint": endpoint, "sink.http-client.protocol.version": "HTTP1_1" } : {}),
    ...options,
  };
  return formatOptions(all);
}
