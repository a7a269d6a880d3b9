import type { RecordColumn } from "@aws-sdk/client-kinesis-analytics-v2";
import { DiscoverInputSchemaCommand, KinesisAnalyticsV2Client } from "@aws-sdk/client-kinesis-analytics-v2";
import { showTable } from "../display/show-table";

/** What the discovery has found out about a stream. */
export interface DiscoveredSchema {
  /** A column each: its name, the path of its value in the record, its SQL type. */
  readonly columns: readonly RecordColumn[];
  /** The records that were looked at, as they are. */
  readonly raw: readonly string[];
  /** The same records as rows: the values in the order of the columns. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * Has the analytics service look at some records of a stream and guess a schema: the button *Discover schema* of its console.
 *
 * @param roleArn what the service may read the stream with
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
      // From the oldest record on. With NOW, records have to come in while the service looks.
      InputStartingPositionConfiguration: { InputStartingPosition: "TRIM_HORIZON" },
    }),
  );
  return {
    columns: InputSchema?.RecordColumns ?? [],
    raw: RawInputRecords ?? [],
    rows: ParsedInputRecords ?? [],
  };
}

const LONGEST_RAW = 900;

/** Shows one record raw, and beside it what the discovery has made of it: each column with its path, its type, and the value of this record. */
export function showRawAndFormatted({ columns, raw, rows }: DiscoveredSchema): void {
  const [first = ""] = raw;
  console.log(`Raw:\n${first.slice(0, LONGEST_RAW)}${first.length > LONGEST_RAW ? " …" : ""}\n`);
  showTable(
    columns.map(({ Name, Mapping, SqlType }, at) => ({
      column: Name,
      path: Mapping,
      "SQL type": SqlType,
      "value of this record": rows[0]?.[at] ?? "",
    })),
    { title: "Formatted", limit: 60 },
  );
}
