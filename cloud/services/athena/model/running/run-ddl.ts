import type { DdlStatement } from "../ddl/statements";
import { PLANNED, UNPLANNED, formatCsv } from "../results/result-files";
import { getRule } from "../statements/ddl-rules";
import type { QueryOutcome, ResultColumn } from "../stored-execution";
import { type Plan, type Run, formatEngineQueryId, getDatabase, assertColumnNames } from "./run";
import { type QueryEngine, QueryFault, type ParsedStatement } from "../../../../../athena-sql/index";
import { assertDatabase, isView } from "../statements/ddl-context";
import { createViewInput } from "../statements/view-text";

export function createDdlPlan(statement: DdlStatement): Plan {
  const { type, subtype, run } = getRule(statement);
  return { type, subtype, resultFile: "text", byHive: true, run: (item) => runDdl(item, run(item.ddl, statement)) };
}

async function runDdl(
  { execution, files }: Run,
  { columns, lines, metadata, subtype }: ReturnType<ReturnType<typeof getRule>["run"]>,
): Promise<QueryOutcome> {
  const contentType = metadata === "plain" ? PLANNED : UNPLANNED;
  const bytesReturned = await files.putLines(execution.output, lines, contentType);
  // AWS's `.metadata` file beside a `counted` result cannot be read (it looks encrypted); here it has the format of the
  // others.
  if (metadata !== "none") await files.putMetadata(execution.output, { id: execution.id, columns }, contentType);
  return {
    columns,
    rows: lines.length,
    bytesScanned: 0,
    bytesReturned,
    ...(metadata === "counted" ? { updateCount: 0 } : {}),
    ...(subtype === undefined ? {} : { subtype }),
  };
}

const TITLES = ["Function", "Return Type", "Argument Types", "Function Type", "Deterministic", "Description"];
const COLUMNS: readonly ResultColumn[] = TITLES.map((name) =>
  name === "Deterministic"
    ? { name, type: "boolean", precision: 0, scale: 0 }
    : { name, type: "varchar", precision: 2_147_483_647, scale: 0 },
);

/** The plan for SHOW FUNCTIONS. Unlike all other SHOW statements it writes a CSV file with a header (ATH-042). */
export const showFunctionsPlan: Plan = {
  type: "UTILITY",
  subtype: "SHOW_FUNCTIONS",
  resultFile: "csv",
  byHive: false,
  run: showFunctions,
};

async function showFunctions({ engine, execution, files }: Run): Promise<QueryOutcome> {
  const rows = listRows(engine);
  const text = [TITLES, ...rows].map(formatCsv).join("");
  const bytesReturned = await files.putLines(execution.output, [text], PLANNED);
  await files.putMetadata(execution.output, { id: formatEngineQueryId(execution), columns: COLUMNS }, PLANNED);
  return { columns: COLUMNS, rows: rows.length, updateCount: 0, bytesScanned: 0, bytesReturned };
}

/** The functions that the lab cloud runs, one row for each overload. Trino's descriptions are left out. */
const listRows = (engine: QueryEngine): readonly string[][] =>
  engine
    .listFunctions()
    .map(({ name, gives, takes, kind }) => [name, gives, takes, kind, String(!RANDOM.has(name)), ""]);

const RANDOM = new Set(["rand", "random", "shuffle"]);

type CreateView = Extract<ParsedStatement, { readonly kind: "create-view" }>;

/** The plan for CREATE VIEW: stores the query in the Data Catalog (ATH-036). */
export const planView = (statement: CreateView): Plan => ({
  type: "DDL",
  subtype: "CREATE_VIEW",
  resultFile: "text",
  byHive: false,
  run: (run) => runView(run, statement),
});

async function runView(
  { execution, engine, files, ddl, parts }: Run,
  { view: { database = getDatabase(execution), name }, orReplace, query }: CreateView,
): Promise<QueryOutcome> {
  assertDatabase(ddl, database);
  const before = ddl.catalog.findTable(database, name);
  if (before !== undefined && !isView(before))
    throw new QueryFault(
      "TABLE_ALREADY_EXISTS",
      `line 1:1: Table already exists: 'awsdatacatalog.${database}.${name}'`,
    );
  if (before !== undefined && !orReplace)
    throw new QueryFault("ALREADY_EXISTS", `line 1:1: View already exists: 'awsdatacatalog.${database}.${name}'`);
  const columns = engine.listColumns({
    sql: query,
    database: getDatabase(execution),
    catalog: parts.catalog,
    files: parts.objects,
    now: parts.core.now(),
  });
  assertColumnNames(columns.map((column) => column.name.toLowerCase()));
  const input = createViewInput(
    name,
    {
      sql: query.trim(),
      database: getDatabase(execution),
      columns: columns.map(({ name: column, type }) => ({ name: column, type })),
    },
    columns.map(({ name: column, hiveType = "string" }) => ({ Name: column, Type: hiveType })),
  );
  if (before === undefined) ddl.calls.createTable(database, input);
  else ddl.calls.updateTable(database, input);
  const bytesReturned = await files.putLines(execution.output, [], UNPLANNED);
  return { columns: [], rows: 0, bytesScanned: 0, bytesReturned };
}
