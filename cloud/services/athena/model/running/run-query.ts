import { queryColumn, PLANNED, UNPLANNED, formatCsv } from "../results/result-files";
import type { QueryOutcome } from "../stored-execution";
import { formatEngineQueryId, queryInput, type Plan, type Run, listNames, requireNewFolder } from "./run";
import { QueryFault, type ParsedStatement } from "../../../../../athena-sql/index";
import { formatIn } from "./table-formats";
import { writeData, writeOutcome } from "./written-files";
import type { PreparedStatements } from "../prepared-statements";

/**
 * The plan for a query: its rows become a CSV file (ATH-014).
 *
 * @param literalsAlone whether AWS answers the query without its engine: then its files have another Content-Type, and
 *  the `.metadata` file holds Athena's id of the query instead of the engine's (ATH-041)
 */
export const queryPlan = (sql: string, literalsAlone: boolean): Plan => ({
  type: "DML",
  subtype: "SELECT",
  resultFile: "csv",
  byHive: false,
  run: (run) => runQuery(run, sql, literalsAlone),
});

async function runQuery(run: Run, sql: string, literalsAlone: boolean): Promise<QueryOutcome> {
  const contentType = literalsAlone ? UNPLANNED : PLANNED;
  const { execution, engine, files } = run;
  const output = await engine.run(queryInput(run, sql));
  try {
    const columns = output.columns.map(queryColumn);
    let rows = 0;
    const streamContent = async function* (): AsyncIterable<Uint8Array> {
      let text = formatCsv(columns.map(({ name }) => name));
      for await (const row of output.rows) {
        rows += 1;
        text += formatCsv(row);
        if (text.length < PIECE_CHARACTERS) continue;
        yield Buffer.from(text);
        text = "";
      }
      if (text !== "") yield Buffer.from(text);
    };
    const bytesReturned = await files.put({ path: execution.output, contentType, openContent: streamContent });
    const about = literalsAlone
      ? { id: execution.id, update: { kind: "", rows: 0 } }
      : { id: formatEngineQueryId(execution) };
    await files.putMetadata(execution.output, { ...about, columns }, contentType);
    return { columns, rows, updateCount: 0, bytesScanned: output.getBytesScanned(), bytesReturned };
  } finally {
    output.close();
  }
}

const PIECE_CHARACTERS = 64 * 1024;

type Unload = Extract<ParsedStatement, { readonly kind: "unload" }>;

const KNOWN = new Set(["format", "compression", "compression_level", "field_delimiter", "partitioned_by"]);

/** The plan for UNLOAD: writes a query's rows as files, without a table (ATH-036). */
export const unloadPlan = (statement: Unload): Plan => ({
  type: "DML",
  subtype: "UNLOAD",
  resultFile: "none",
  byHive: false,
  run: (run) => runUnload(run, statement),
});

async function runUnload(run: Run, { to, properties, query }: Unload): Promise<QueryOutcome> {
  const unknown = Object.keys(properties).find((name) => !KNOWN.has(name));
  if (unknown !== undefined)
    throw new QueryFault(
      "INVALID_TABLE_PROPERTY",
      `The lab cloud does not emulate the property '${unknown}' of UNLOAD`,
    );
  const root = requireNewFolder(run.parts.objects, to);
  const partitionedBy = listNames(properties["partitioned_by"]);
  const written = await writeData(run, {
    sql: query,
    format: formatIn(properties, "PARQUET"),
    root,
    partitionedBy,
    statement: "UNLOAD",
  });
  return writeOutcome(run, written, "UNLOAD");
}

type Prepare = Extract<ParsedStatement, { readonly kind: "prepare" }>;
type Deallocate = Extract<ParsedStatement, { readonly kind: "deallocate" }>;

const finishPrepare = async ({ files, execution }: Run): Promise<QueryOutcome> => ({
  columns: [],
  rows: 0,
  bytesScanned: 0,
  bytesReturned: await files.putLines(execution.output, [], UNPLANNED),
});

/** The plan for PREPARE: stores a statement in the query's work group. */
export const preparePlan = (statements: PreparedStatements, { name, statement }: Prepare): Plan => ({
  type: "DDL",
  subtype: "PREPARE",
  resultFile: "text",
  byHive: false,
  run(run) {
    statements.set({ name, workGroup: run.execution.workGroup, query: statement.trim() });
    return finishPrepare(run);
  },
});

/** The plan for DEALLOCATE PREPARE. */
export const planDeallocate = (statements: PreparedStatements, { name }: Deallocate): Plan => ({
  type: "DDL",
  subtype: "DEALLOCATE_PREPARE",
  resultFile: "text",
  byHive: false,
  run(run) {
    if (statements.find(name, run.execution.workGroup) === undefined) throw createNotFoundFault(name);
    statements.remove(name, run.execution.workGroup);
    return finishPrepare(run);
  },
});

/** The plan for EXECUTE of a statement that does not exist: the query starts, and fails. */
export const planMissing = (name: string): Plan => ({
  type: "DML",
  resultFile: "csv",
  byHive: false,
  run: () => Promise.reject(createNotFoundFault(name)),
});

const createNotFoundFault = (name: string): QueryFault =>
  new QueryFault("NOT_FOUND", `Prepared statement not found: ${name}`);
