import * as faults from "../faults";
import { createNotEmulatedFault } from "../faults";
import { parseDdl } from "../ddl/parse-ddl";
import type { CreateTable, DdlStatement } from "../ddl/statements";
import { tokenize } from "../ddl/tokens";
import {
  QueryFault,
  SyntaxFault,
  type ParsedStatement,
  type QueryEngine,
  type ScanInfo,
} from "../../../../../athena-sql/index";
import type { PreparedStatements } from "../prepared-statements";
import { planCtas } from "./run-ctas";
import { createDdlPlan, showFunctionsPlan, planView } from "./run-ddl";
import { insertPlan } from "./run-insert";
import { queryPlan, unloadPlan, planDeallocate, planMissing, preparePlan } from "./run-query";
import { type Plan, extractStatement, formatEngineQueryId, queryInput, type Run } from "./run";
import { getItemAt } from "../../../../../foundation/item-at";
import { PLANNED } from "../results/result-files";
import type { QueryOutcome, ResultColumn } from "../stored-execution";

type Explain = Extract<ParsedStatement, { readonly kind: "explain" }>;

/** How many partitions a plan names; the rest is only counted. */
const NAMED_PARTITIONS = 10;

/**
 * The plan for EXPLAIN (ATH-042): lines of text in Trino's layout. They list what is read, table by table; the steps in
 * between are DuckDB's, and are left out.
 *
 * @throws AwsFault NotImplemented for EXPLAIN of other kinds
 */
function explainPlan({ analyze, options, query }: Explain): Plan {
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

/** The dependencies of planning a statement. */
interface PlanningContext {
  readonly engine: QueryEngine;
  readonly prepared: PreparedStatements;
  readonly workGroup: string;
}

/** A plan, with the parts of the statement that are needed before it runs. */
export interface PlannedStatement {
  readonly plan: Plan;
  /** The parsed statement, if Hive runs it. */
  readonly ddl?: DdlStatement;
  /** The values for each `?`, if the statement itself gives them, as EXECUTE … USING does. */
  readonly parameters?: readonly string[];
}

/** Statements that AWS supports and the lab cloud does not, by their first words. */
const NOT_EMULATED: readonly (readonly string[])[] = [["optimize"], ["vacuum"], ["using", "external", "function"]];
/** A table property that AWS's grammar takes in any CREATE TABLE, with the partition transforms that Hive's grammar lacks. */
const OF_ICEBERG = /'table_type'\s*=\s*'iceberg'/i;
/** Words with which Athena's grammar lets a statement begin, but Athena supports no such statement. */
const UNSUPPORTED = new Set([
  "analyze",
  "call",
  "comment",
  "commit",
  "deny",
  "grant",
  "refresh",
  "reset",
  "revoke",
  "rollback",
  "set",
  "start",
  "truncate",
  "use",
]);
/** The first words of the statements that the engine parses. */
const ENGINE_WORDS = new Set([
  "(",
  "create",
  "deallocate",
  "execute",
  "explain",
  "insert",
  "prepare",
  "select",
  "table",
  "unload",
  "values",
  "with",
]);
const HIVE_CREATES = new Set(["database", "external", "schema"]);
const TRANSACTIONAL: Readonly<Record<string, string>> = { delete: "DELETE", update: "UPDATE", merge: "MERGE" };

/**
 * Parses a statement, and plans how it will be run.
 *
 * @throws AwsFault InvalidRequestException if it cannot be parsed, or if Athena supports no such statement
 */
export function planStatement(query: string, context: PlanningContext): PlannedStatement {
  const statement = extractStatement(query);
  try {
    const ofHive = isHiveStatement(statement) ? planDdl(statement) : planCreateTable(statement);
    if (ofHive !== undefined) return ofHive;
    const parsed = context.engine.parse(statement);
    return parsed.kind === "ddl" ? planDdl(statement) : planQuery(parsed, context);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    throw isNoQuery(statement) ? faults.createUnsupportedQueryFault() : faults.createMalformedQueryFault(error.message);
  }
}

/** `SELECT FROM t` and `SELECT 1 FROM`: neither of AWS's grammars takes them, and AWS's error gives no position (ATH-043). */
function isNoQuery(statement: string): boolean {
  const words = tokenize(statement).map(({ value }) => value);
  return words[0] === "select" && (words[1] === "from" || words.at(-2) === "from");
}

/** Whether a statement cannot be the engine's, by its first words. The engine's lexer would refuse Hive's backticks. */
function isHiveStatement(statement: string): boolean {
  const [first = "", second = ""] = tokenize(statement).map(({ value }) => value);
  return !ENGINE_WORDS.has(first) || (first === "create" && HIVE_CREATES.has(second));
}

/** CREATE TABLE is Hive's if Hive's grammar takes it; otherwise it may be the engine's CREATE TABLE AS. */
function planCreateTable(statement: string): PlannedStatement | undefined {
  const [first, second] = tokenize(statement).map(({ value }) => value);
  if (first !== "create" || second !== "table") return undefined;
  try {
    return planDdl(statement);
  } catch (error) {
    if (error instanceof SyntaxFault) return undefined;
    throw error;
  }
}

function planQuery(
  parsed: Exclude<ParsedStatement, { readonly kind: "ddl" }>,
  context: PlanningContext,
): PlannedStatement {
  switch (parsed.kind) {
    case "select":
      return { plan: queryPlan(parsed.query, parsed.literalsAlone) };
    case "explain":
      return { plan: explainPlan(parsed) };
    case "ctas":
      return { plan: planCtas(parsed) };
    case "insert":
      return { plan: insertPlan(parsed) };
    case "unload":
      return { plan: unloadPlan(parsed) };
    case "create-view":
      return { plan: planView(parsed) };
    case "prepare":
      return { plan: preparePlan(context.prepared, parsed) };
    case "deallocate":
      return { plan: planDeallocate(context.prepared, parsed) };
    case "execute": {
      const statement = context.prepared.find(parsed.name, context.workGroup);
      if (statement === undefined) return { plan: planMissing(parsed.name) };
      return { ...planStatement(statement.query, context), parameters: parsed.parameters };
    }
  }
}

function planDdl(statement: string): PlannedStatement {
  const words = tokenize(statement).map(({ value }) => value);
  const [first = ""] = words;
  assertEmulated(statement, words);
  const changes = TRANSACTIONAL[first];
  if (changes !== undefined) return { plan: createRefusedPlan(changes) };
  if (words[0] === "show" && words[1] === "functions") return { plan: showFunctions(words) };
  const ddl = parseDdl(statement);
  if (ddl.kind === "create-table") assertCreatable(ddl);
  for (const location of listNewLocations(ddl))
    if (!IN_S3.test(location)) throw faults.createNoS3LocationFault(location);
  return { plan: createDdlPlan(ddl), ddl };
}

/** @throws AwsFault NotImplemented for what AWS supports and the lab cloud does not, InvalidRequestException for what AWS doesn't support */
function assertEmulated(statement: string, words: readonly string[]): void {
  const [first = "", second = ""] = words;
  if (NOT_EMULATED.some((left) => left.every((word, index) => words[index] === word)))
    throw faults.createNotEmulatedFault(`the statement ${words.slice(0, 2).join(" ").toUpperCase()}`);
  if (first === "create" && second === "table" && OF_ICEBERG.test(statement))
    throw faults.createNotEmulatedFault("Iceberg tables");
  if (UNSUPPORTED.has(first)) throw faults.createUnsupportedQueryFault();
}

function showFunctions([, , next]: readonly string[]): Plan {
  if (next !== "") throw faults.createNotEmulatedFault("LIKE of SHOW FUNCTIONS");
  return showFunctionsPlan;
}

/** UPDATE, DELETE and MERGE fail: only Iceberg tables can be changed row by row. */
const createRefusedPlan = (subtype: string): Plan => ({
  type: "DML",
  subtype,
  resultFile: "csv",
  byHive: false,
  run: () =>
    Promise.reject(
      new QueryFault("NOT_SUPPORTED", "Modifying Hive table rows is only supported for transactional tables"),
    ),
});

const IN_S3 = /^s3:\/\/[^/]+/;

/** The locations that a statement gives to a table or to partitions. */
function listNewLocations(ddl: DdlStatement): readonly string[] {
  if (ddl.kind === "add-partitions") return ddl.partitions.flatMap(({ location }) => location ?? []);
  return (ddl.kind === "create-table" || ddl.kind === "set-location") && ddl.location !== undefined
    ? [ddl.location]
    : [];
}

/** The checks of CREATE TABLE before it starts (ATH-018, ATH-019). */
function assertCreatable({ location, isExternal }: CreateTable): void {
  if (location === undefined) throw faults.createNoLocationFault();
  // AWS documents that EXTERNAL is required; its message is not known.
  if (!isExternal)
    throw faults.createMalformedQueryFault("Only external tables can be created: use CREATE EXTERNAL TABLE");
}
