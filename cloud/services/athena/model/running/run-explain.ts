import { getItemAt } from "../../../../core/item-at";
import type { ParsedStatement, ScanInfo } from "../../engine/query-engine";
import { createNotEmulatedFault } from "../faults";
import { PLANNED } from "../results/result-files";
import type { QueryOutcome, ResultColumn } from "../stored-execution";
import { formatEngineQueryId, queryInput, type Plan, type Run } from "./run";

type Explain = Extract<ParsedStatement, { readonly kind: "explain" }>;

/** How many partitions a plan names; the rest is only counted. */
const NAMED_PARTITIONS = 10;

/**
 * The plan for EXPLAIN (ATH-042): lines of text in Trino's layout. They list what is read, table by table; the steps in
 * between are DuckDB's, and are left out.
 *
 * @throws AwsFault NotImplemented for EXPLAIN of other kinds
 */
export function explainPlan({ analyze, options, query }: Explain): Plan {
  const { type = "distributed", format = "text" } = options;
  if (analyze) throw createNotEmulatedFault("EXPLAIN ANALYZE");
  if (format !== "text" || type === "io") throw createNotEmulatedFault("EXPLAIN in JSON or GRAPHVIZ");
  if (query === undefined) throw createNotEmulatedFault("EXPLAIN of anything but a query");
  return {
    type: "DML",
    subtype: "EXPLAIN",
    resultFile: "text",
    byHive: false,
    run: (run) => (type === "validate" ? validate(run, query) : explain(run, query)),
  };
}

/** `EXPLAIN (TYPE VALIDATE)`: a wrong query fails with the error that it would have if it ran. */
function validate(run: Run, query: string): Promise<QueryOutcome> {
  run.engine.listColumns(queryInput(run, query));
  return writeLines(run, { name: "Valid", type: "boolean", precision: 0, scale: 0 }, ["true"]);
}

function explain(run: Run, query: string): Promise<QueryOutcome> {
  const input = queryInput(run, query);
  const columns = run.engine.listColumns(input);
  const scans = run.engine.listScans(input);
  const lines = [
    `Output[columnNames = [${columns.map(({ name }) => name).join(", ")}]]`,
    `${scans.length === 0 ? " " : "│"}  Layout: [${columns.map(({ name, type }) => `${name}:${type}`).join(", ")}]`,
    ...scans.flatMap((scan, index) => scanLines(scan, index === scans.length - 1)),
    "",
    "",
  ];
  // On AWS the column's precision is the length of the plan in characters (measured by others, 2026-09-16).
  return writeLines(run, { name: "Query Plan", type: "varchar", precision: lines.join("\n").length, scale: 0 }, lines);
}

function scanLines({ database, table, columns, ...read }: ScanInfo, isLast: boolean): string[] {
  const { keys, partitions, objects, bytes } = read;
  const named = partitions
    .slice(0, NAMED_PARTITIONS)
    .map((values) => keys.map((key, index) => `${key}=${getItemAt(values, index) ?? "NULL"}`).join("/"));
  const more = partitions.length - named.length;
  const below = isLast ? "       " : "│      ";
  return [
    `${isLast ? "└" : "├"}─ TableScan[table = awsdatacatalog:${database}:${table}]`,
    `${below}Layout: [${columns.map(({ name, type }) => `${name}:${type}`).join(", ")}]`,
    ...(keys.length === 0
      ? []
      : [
          `${below}Partitions: ${partitions.length}${partitions.length === 0 ? "" : ` (${named.join(", ")}${more > 0 ? `, and ${more} more` : ""})`}`,
        ]),
    `${below}Input: ${objects} objects, ${bytes} bytes`,
  ];
}

async function writeLines(
  { execution, files }: Run,
  column: ResultColumn,
  lines: readonly string[],
): Promise<QueryOutcome> {
  const bytesReturned = await files.putLines(execution.output, lines, PLANNED);
  await files.putMetadata(execution.output, { id: formatEngineQueryId(execution), columns: [column] }, PLANNED);
  return { columns: [column], rows: lines.length, bytesScanned: 0, bytesReturned, namesFirst: true };
}
