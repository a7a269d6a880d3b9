import {
  type QueryExecution,
  AthenaClient,
  GetQueryExecutionCommand,
  StartQueryExecutionCommand,
  paginateGetQueryResults,
} from "@aws-sdk/client-athena";
import { waitQuietly } from "../waiting/wait-quietly";

/** A query for Athena, and where Athena writes the result. */
export interface Query {
  readonly sql: string;
  /** The Glue database of the query's tables. */
  readonly database: string;
  /** Where Athena keeps results: `s3://<bucket>/<folder>/`. */
  readonly outputLocation: string;
}

/** A row: the values by column name. Athena gives every value as text; null stays null. */
export type QueryRow = Readonly<Record<string, string | null>>;

export interface QueryResult {
  readonly rows: readonly QueryRow[];
  readonly queryExecutionId: string;
  /** How many bytes Athena read for the query; Athena charges by this number. */
  readonly bytesScanned: number;
}

/**
 * Runs a query in Athena, waits until it has ended, and returns the rows of its result.
 *
 * @throws Error with Athena's own reason, if the query fails; InvalidRequestException if Athena cannot parse it
 */
export async function runQuery({ sql, database, outputLocation }: Query): Promise<QueryResult> {
  const athena = new AthenaClient({});
  const { QueryExecutionId: id = "" } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      QueryExecutionContext: { Database: database },
      ResultConfiguration: { OutputLocation: outputLocation },
    }),
  );
  const execution = await waitQuietly(async () => {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    return isOver(QueryExecution) && QueryExecution;
  });
  if (execution.Status?.State !== "SUCCEEDED")
    throw new Error(`Athena: ${execution.Status?.StateChangeReason ?? execution.Status?.State ?? "no answer"}`);
  return {
    rows: await readRows(athena, id, execution),
    queryExecutionId: id,
    bytesScanned: execution.Statistics?.DataScannedInBytes ?? 0,
  };
}

function isOver(execution: QueryExecution | undefined): execution is QueryExecution {
  return ["SUCCEEDED", "FAILED", "CANCELLED"].includes(execution?.Status?.State ?? "");
}

async function readRows(athena: AthenaClient, id: string, { StatementType }: QueryExecution): Promise<QueryRow[]> {
  const rows: (string | null)[][] = [];
  let columns: string[] = [];
  for await (const { ResultSet } of paginateGetQueryResults({ client: athena }, { QueryExecutionId: id })) {
    columns = ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Name = "" }) => Name) ?? columns;
    for (const { Data = [] } of ResultSet?.Rows ?? []) rows.push(Data.map(({ VarCharValue }) => VarCharValue ?? null));
  }
  // The first row of a SELECT's result holds the names of the columns.
  const values = StatementType === "DML" ? rows.slice(1) : rows;
  return values.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));
}
