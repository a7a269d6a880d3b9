import { quoteName } from "./expression";
import type { StreamColumn } from "./parse";
import { getRecordsTable, toFlinkType, formatValue, type Pair, type SqlInput } from "./tables";

/** The in-application stream in which an application reports rows that it could not read. Only an output can be connected to it. */
export const ERROR_STREAM = "error_stream";

/** The columns of the error stream (KDA-010). */
export const ERROR_COLUMNS: readonly StreamColumn[] = [
  { name: "ERROR_TIME", type: "TIMESTAMP" },
  { name: "ERROR_LEVEL", type: "VARCHAR(10)" },
  { name: "ERROR_NAME", type: "VARCHAR(32)" },
  { name: "MESSAGE", type: "VARCHAR(4096)" },
  { name: "DATA_ROWTIME", type: "TIMESTAMP" },
  { name: "DATA_ROW", type: "VARCHAR(49152)" },
  { name: "PUMP_NAME", type: "VARCHAR(128)" },
];

/** A kind of error: the condition on records and the message, both as SQL. */
interface Kind {
  readonly name: string;
  readonly message: string;
  readonly where: string;
}

/**
 * A view of all records that do not fit the inputs' schemas: no JSON, or a value that is not of its column's type. One
 * row for each error.
 *
 * @remarks AWS also reports errors in pumps, such as a division by zero; here they fail the Flink job, as the
 * application's log says. The texts are this project's own.
 */
export function createErrorStream(inputs: readonly SqlInput[]): Pair {
  const queries = inputs.flatMap((input) => listKinds(input).map((kind) => query(input, kind)));
  return {
    from: `-- ${ERROR_STREAM}, which every application has: the records that cannot be read`,
    flink: [`CREATE TEMPORARY VIEW ${quoteName(ERROR_STREAM)} AS\n${queries.join("\nUNION ALL\n")}`],
  };
}

function listKinds(input: SqlInput): readonly Kind[] {
  const isRow = input.format.kind === "JSON" ? "`data` IS JSON AND " : "";
  const values = input.columns
    .map((column, index) => ({ column, value: formatValue(input, column, index) }))
    .filter(({ column }) => !/^(?:VAR)?CHAR/i.test(column.type))
    .map(({ column: { name, type }, value }) => ({
      name: "Coercion error",
      message: `CONCAT('The value ''', ${value}, ''' of the column ${name.replaceAll("'", "''")} is not of type ${type}')`,
      where: `${isRow}${value} IS NOT NULL AND TRY_CAST(${value} AS ${toFlinkType(type)}) IS NULL`,
    }));
  if (isRow === "") return values;
  return [{ name: "Malformed record", message: "'The record is not JSON'", where: "NOT (`data` IS JSON)" }, ...values];
}

const query = ({ stream }: SqlInput, { name, message, where }: Kind): string => {
  const values = [
    "CURRENT_ROW_TIMESTAMP()",
    "'ERROR'",
    `'${name}'`,
    message,
    "`ROWTIME`",
    "HEX(`data`)",
    // The pump's name is unknown: the record reached no pump.
    "NULL",
  ];
  const list = ERROR_COLUMNS.map(
    (column, index) => `  CAST(${values[index]} AS ${toFlinkType(column.type)}) AS ${quoteName(column.name)}`,
  );
  return `SELECT\n${list.join(",\n")}\nFROM ${quoteName(getRecordsTable(stream))}\nWHERE ${where}`;
};
