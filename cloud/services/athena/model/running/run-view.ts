import { QueryFault, type ParsedStatement } from "../../engine/query-engine";
import { UNPLANNED } from "../results/result-files";
import { assertDatabase, isView } from "../statements/ddl-context";
import { createViewInput } from "../statements/view-text";
import type { QueryOutcome } from "../stored-execution";
import { assertColumnNames } from "./column-names";
import { getDatabase, type Plan, type Run } from "./run";

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
