import { quoteName } from "./expression";
import type { StreamColumn } from "./parse";

/** A statement of the old application, and its translation to Flink SQL. */
export interface Pair {
  /** The statement's source text; for an input or output of the application, a description in words. */
  readonly from: string;
  /** One statement, or several. */
  readonly flink: readonly string[];
}

/** An input of an application: a Kinesis data stream, and how its records are read. */
export interface SqlInput {
  /** The name in the application: `SOURCE_SQL_STREAM_001` (KDA-005). */
  readonly stream: string;
  /** The name in Kinesis. */
  readonly source: string;
  readonly region: string;
  readonly format: { readonly kind: "JSON" } | { readonly kind: "CSV"; readonly delimiter: string };
  /** `mapping` is the column's path in JSON, such as `$.a.b`; CSV columns go by their order. */
  readonly columns: readonly (StreamColumn & { readonly mapping?: string })[];
  /** Where to begin to read: with the oldest record, or with the first record after an instant (ms since the epoch). */
  readonly from: "TRIM_HORIZON" | number;
}

export interface SqlOutput {
  /** The name in the application. */
  readonly stream: string;
  readonly id: string;
  readonly format: "JSON" | "CSV";
  /** Kinesis by Flink's own connector; Firehose and Lambda by files that the lab cloud delivers. */
  readonly to:
    | { readonly kind: "kinesis"; readonly name: string; readonly region: string }
    | { readonly kind: "firehose" | "lambda"; readonly name: string; readonly folder: string };
}

/** The options of a statement as SQL. */
const formatOptions = (all: Readonly<Record<string, string>>): string =>
  `WITH (\n${Object.entries(all)
    .map(([name, value]) => `  '${name}' = '${value.replaceAll("'", "''")}'`)
    .join(",\n")}\n)`;

/** The name of the table with an input's unparsed records. */
export const getRecordsTable = (stream: string): string => `${stream}_RECORDS`;

/** An SQL expression for a column's value in a record, as text. @param at the column's index */
export const formatValue = (
  { format }: Pick<SqlInput, "format">,
  { name, mapping }: SqlInput["columns"][number],
  at: number,
): string =>
  format.kind === "JSON"
    ? `JSON_VALUE(\`data\`, '${(mapping ?? `$.${name}`).replaceAll("'", "''")}')`
    : `SPLIT_INDEX(\`data\`, '${format.delimiter.replaceAll("'", "''")}', ${at})`;

/** A table with one row for each record, and a view with the columns of the application's schema. */
export function createInputTables({ stream, source, region, format, columns, from }: SqlInput): readonly Pair[] {
  const raw = getRecordsTable(stream);
  const table = `CREATE TEMPORARY TABLE ${quoteName(raw)} (
  \`data\` STRING,
  \`arrival\` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,
  \`ROWTIME\` AS CAST(\`arrival\` AS TIMESTAMP(3)),
  WATERMARK FOR \`ROWTIME\` AS \`ROWTIME\`
) ${formatOptions({
    connector: "kinesis",
    stream: source,
    "aws.region": region,
    ...getStart(from),
    format: "raw",
  })}`;
  const fields = columns.map((column, index) => {
    const { name, type } = column;
    const value = formatValue({ format }, column, index);
    return `  ${/^(?:VAR)?CHAR/i.test(type) ? "CAST" : "TRY_CAST"}(${value} AS ${toFlinkType(type)}) AS ${quoteName(name)}`;
  });
  const view = `CREATE TEMPORARY VIEW ${quoteName(stream)} AS
SELECT
${[...fields, "  `ROWTIME`", "  CAST(`ROWTIME` AS TIMESTAMP(3)) AS `APPROXIMATE_ARRIVAL_TIME`"].join(",\n")}
FROM ${quoteName(raw)}${format.kind === "JSON" ? "\nWHERE `data` IS JSON" : ""}`;
  return [{ from: `-- the input ${stream}, which reads the stream ${source}`, flink: [table, view] }];
}

export const toFlinkType = (type: string): string =>
  /^TIMESTAMP$/i.test(type) ? "TIMESTAMP(3)" : /^REAL$/i.test(type) ? "FLOAT" : type;

/** @see https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/connectors/table/kinesis/ */
function getStart(from: SqlInput["from"]): Readonly<Record<string, string>> {
  if (from === "TRIM_HORIZON") return { "scan.stream.initpos": "TRIM_HORIZON" };
  return {
    "scan.stream.initpos": "AT_TIMESTAMP",
    "scan.stream.initpos-timestamp": String(from / 1000),
  };
}

/** A table for the destination of an application's stream, and the INSERT that fills it. */
export function createOutputTable(
  { stream, id, format, to }: SqlOutput,
  columns: readonly StreamColumn[],
): readonly Pair[] {
  const name = quoteName(`${stream}_OUTPUT_${id}`);
  const fields = columns.map((column) => `  ${quoteName(column.name)} ${toFlinkType(column.type)}`);
  const table = `CREATE TEMPORARY TABLE ${name} (\n${fields.join(",\n")}\n) ${formatOptions({
    ...createConnector(to),
    format: format.toLowerCase(),
  })}`;
  const list = columns.map((column) => quoteName(column.name)).join(", ");
  return [
    {
      from: `-- the output ${id}: ${stream} is connected to ${to.kind} ${to.name}`,
      flink: [table, `INSERT INTO ${name}\nSELECT ${list}\nFROM ${quoteName(stream)}`],
    },
  ];
}

function createConnector(to: SqlOutput["to"]): Readonly<Record<string, string>> {
  if (to.kind === "kinesis")
    return { connector: "kinesis", stream: to.name, "aws.region": to.region, "sink.flush-buffer.timeout": "500" };
  return {
    connector: "filesystem",
    path: to.folder,
    "sink.rolling-policy.rollover-interval": "1 s",
    "sink.rolling-policy.check-interval": "500 ms",
  };
}
