import { isIceberg, QueryFault, type ParsedStatement } from "../../../../../athena-sql/index";
import { getPartitionKeys } from "../../../glue/model/catalog";
import type { StoredTable } from "../../../glue/model/stored";
import { createPartition } from "../statements/alter-partitions";
import { isView, createPartitions } from "../statements/ddl-context";
import type { QueryOutcome } from "../stored-execution";
import { getDatabase, type Plan, type Run } from "./run";
import { getFormat } from "./table-formats";
import { writeData, writeOutcome } from "./written-files";
import { toFolder } from "../statements/partition-spec";

type Insert = Extract<ParsedStatement, { readonly kind: "insert" }>;

/** The plan for INSERT INTO: adds files to the table's locations, and partitions where the catalog has none. */
export const insertPlan = (statement: Insert): Plan => ({
  type: "DML",
  subtype: "INSERT",
  resultFile: "none",
  byHive: false,
  run: (run) => runInsert(run, statement),
});

async function runInsert(run: Run, statement: Insert): Promise<QueryOutcome> {
  const table = requireTarget(run, statement);
  const { StorageDescriptor: descriptor = {}, Parameters: parameters = {} } = table.definition;
  const keys = getPartitionKeys(table).map(({ Name: name }) => name);
  const columns = [...(descriptor.Columns ?? []), ...getPartitionKeys(table)].map(
    ({ Name: name, Type: type = "string" }) => ({
      name,
      hiveType: type,
    }),
  );
  const sql =
    statement.columns === undefined
      ? statement.query
      : orderByTable(
          statement,
          columns.map(({ name }) => name),
        );
  const width = countColumns(run, statement);
  if (width !== (statement.columns ?? columns).length) {
    throw new QueryFault(
      "TYPE_MISMATCH",
      `line 1:1: Insert query has ${width} expression(s) but expected ${(statement.columns ?? columns).length} target column(s)`,
    );
  }
  const partitions = run.ddl.catalog.getPartitions(table);
  const written = await writeData(run, {
    sql,
    columns,
    partitionedBy: keys,
    format: getFormat(descriptor, parameters),
    root: toFolder(descriptor.Location ?? ""),
    statement: "INSERT INTO",
    findPartitionLocation: (values) => {
      const known = partitions.find(values);
      return known === undefined ? undefined : partitions.createDescriptor(known)?.Location;
    },
  });
  // With partition projection, partitions in the catalog are ignored (ATH-033), so none are added.
  const added =
    parameters["projection.enabled"] === "true"
      ? []
      : written.partitions.filter(({ values }) => partitions.find(values) === undefined);
  createPartitions(
    run.ddl.calls,
    table,
    added.map(({ values, location }) => createPartition(table, values, { location, now: run.ddl.core.now() })),
  );
  return writeOutcome(run, written, "INSERT");
}

/** The table that is written into. @throws QueryFault */
function requireTarget(
  { ddl, execution }: Run,
  { table: { database = getDatabase(execution), name } }: Insert,
): StoredTable {
  const table = ddl.catalog.findTable(database, name);
  if (table === undefined)
    throw new QueryFault("TABLE_NOT_FOUND", `line 1:1: Table 'awsdatacatalog.${database}.${name}' does not exist`);
  if (isView(table)) throw new QueryFault("NOT_SUPPORTED", "line 1:1: Inserting into views is not supported");
  if (isIceberg(table.definition.Parameters))
    throw new QueryFault("NOT_SUPPORTED", "line 1:1: Inserting into Iceberg tables is not supported by the lab cloud");
  // Documented (athena/latest/ug/insert-into.html); the message is ours.
  if ((table.definition.StorageDescriptor?.BucketColumns ?? []).length > 0)
    throw new QueryFault("NOT_SUPPORTED", "line 1:1: INSERT INTO is not supported on bucketed tables");
  return table;
}

const countColumns = ({ engine, execution, parts, parameters }: Run, { query }: Insert): number =>
  engine.listColumns({
    sql: query,
    database: getDatabase(execution),
    parameters,
    catalog: parts.catalog,
    files: parts.objects,
    now: parts.core.now(),
  }).length;

/** The query with NULL for the columns that the statement does not name. @throws QueryFault */
function orderByTable({ columns: columnNames = [], query }: Insert, all: readonly string[]): string {
  const unknown = columnNames.find((name) => !all.includes(name));
  if (unknown !== undefined)
    throw new QueryFault("COLUMN_NOT_FOUND", `line 1:1: Insert column name does not exist in target table: ${unknown}`);
  const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  return `SELECT ${all.map((name) => (columnNames.includes(name) ? quoteName(name) : "NULL")).join(", ")} FROM (${query}\n) AS inserted (${columnNames.map(quoteName).join(", ")})`;
}
