import {
  type RecordColumn,
  DiscoverInputSchemaCommand,
  KinesisAnalyticsV2Client,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { showTable } from "../display/show-table";

/** The schema that the analytics service has found in a stream's records. */
export interface DiscoveredSchema {
  /** A column each: its name, the path of its value in the record, its SQL type. */
  readonly columns: readonly RecordColumn[];
  /** The sampled records, as they are in the stream. */
  readonly raw: readonly string[];
  /** The same records as rows: the values in the order of the columns. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * Has the analytics service look at some records of a stream and guess a schema: the button *Discover schema* of its console.
 *
 * @param roleArn the IAM role that the service uses to read the stream
 * @throws UnableToDetectSchemaException if there are no records, or they have no common form
 */
export async function discoverSchema({
  streamArn,
  roleArn,
}: {
  streamArn: string;
  roleArn: string;
}): Promise<DiscoveredSchema> {
  const { InputSchema, RawInputRecords, ParsedInputRecords } = await new KinesisAnalyticsV2Client({}).send(
    new DiscoverInputSchemaCommand({
      ResourceARN: streamArn,
      ServiceExecutionRole: roleArn,
      // From the oldest record on. With NOW, records have to arrive while the service samples the stream.
      InputStartingPositionConfiguration: { InputStartingPosition: "TRIM_HORIZON" },
    }),
  );
  return {
    columns: InputSchema?.RecordColumns ?? [],
    raw: RawInputRecords ?? [],
    rows: ParsedInputRecords ?? [],
  };
}

const MAX_RAW_LENGTH = 900;

/**
 * Shows one record raw, and beside it the record in the discovered schema: each column with its path, its type, and the
 * value of this record.
 */
export function showRawAndFormatted({ columns, raw, rows }: DiscoveredSchema): void {
  const [first = ""] = raw;
  console.log(`Raw:\n${first.slice(0, MAX_RAW_LENGTH)}${first.length > MAX_RAW_LENGTH ? " …" : ""}\n`);
  showTable(
    columns.map(({ Name, Mapping, SqlType }, index) => ({
      column: Name,
      path: Mapping,
      "SQL type": SqlType,
      "value of this record": rows[0]?.[index] ?? "",
    })),
    { title: "Formatted", limit: 60 },
  );
}
