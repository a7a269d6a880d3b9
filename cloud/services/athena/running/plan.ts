import { parseDdl } from "../ddl/parse-ddl";
import type { CreateTable, DdlStatement } from "../ddl/statements";
import { tokensOf } from "../ddl/tokens";
import { QueryFault, SyntaxFault, type ParsedStatement, type QueryEngine } from "../engine/query-engine";
import * as faults from "../faults";
import type { PreparedStatements } from "../prepared-statements";
import { ctasPlan } from "./run-ctas";
import { ddlPlan } from "./run-ddl";
import { explainPlan } from "./run-explain";
import { insertPlan } from "./run-insert";
import { deallocatePlan, missingPlan, preparePlan } from "./run-prepare";
import { queryPlan } from "./run-query";
import { showFunctionsPlan } from "./run-show-functions";
import { statementIn } from "./statement-in";
import { unloadPlan } from "./run-unload";
import { viewPlan } from "./run-view";
import type { Plan } from "./run";

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
const LEFT_OUT: readonly (readonly string[])[] = [["optimize"], ["vacuum"]];
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
export function planned(query: string, context: PlanningContext): PlannedStatement {
  const statement = statementIn(query);
  try {
    const ofHive = isOfHive(statement) ? plannedDdl(statement) : createdTable(statement);
    if (ofHive !== undefined) return ofHive;
    const parsed = context.engine.parse(statement);
    return parsed.kind === "ddl" ? plannedDdl(statement) : plannedQuery(parsed, context);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    throw isNoQuery(statement) ? faults.unsupportedQuery() : faults.malformedQuery(error.message);
  }
}

/** `SELECT FROM t` and `SELECT 1 FROM`: neither of AWS's grammars takes them, and AWS's error gives no position (ATH-043). */
function isNoQuery(statement: string): boolean {
  const words = tokensOf(statement).map(({ value }) => value);
  return words[0] === "select" && (words[1] === "from" || words.at(-2) === "from");
}

/** Whether a statement cannot be the engine's, by its first words. The engine's lexer would refuse Hive's backticks. */
function isOfHive(statement: string): boolean {
  const [first = "", second = ""] = tokensOf(statement).map(({ value }) => value);
  return !ENGINE_WORDS.has(first) || (first === "create" && HIVE_CREATES.has(second));
}

/** CREATE TABLE is Hive's if Hive's grammar takes it; otherwise it may be the engine's CREATE TABLE AS. */
function createdTable(statement: string): PlannedStatement | undefined {
  const [first, second] = tokensOf(statement).map(({ value }) => value);
  if (first !== "create" || second !== "table") return undefined;
  try {
    return plannedDdl(statement);
  } catch (error) {
    if (error instanceof SyntaxFault) return undefined;
    throw error;
  }
}

function plannedQuery(
  parsed: Exclude<ParsedStatement, { readonly kind: "ddl" }>,
  context: PlanningContext,
): PlannedStatement {
  switch (parsed.kind) {
    case "select":
      return { plan: queryPlan(parsed.query, parsed.literalsAlone) };
    case "explain":
      return { plan: explainPlan(parsed) };
    case "ctas":
      return { plan: ctasPlan(parsed) };
    case "insert":
      return { plan: insertPlan(parsed) };
    case "unload":
      return { plan: unloadPlan(parsed) };
    case "create-view":
      return { plan: viewPlan(parsed) };
    case "prepare":
      return { plan: preparePlan(context.prepared, parsed) };
    case "deallocate":
      return { plan: deallocatePlan(context.prepared, parsed) };
    case "execute": {
      const statement = context.prepared.find(parsed.name, context.workGroup);
      if (statement === undefined) return { plan: missingPlan(parsed.name) };
      return { ...planned(statement.query, context), parameters: parsed.parameters };
    }
  }
}

function plannedDdl(statement: string): PlannedStatement {
  const words = tokensOf(statement).map(({ value }) => value);
  const [first = ""] = words;
  if (LEFT_OUT.some((left) => left.every((word, index) => words[index] === word)))
    throw faults.notEmulated(`the statement ${words.slice(0, 2).join(" ").toUpperCase()}`);
  if (UNSUPPORTED.has(first)) throw faults.unsupportedQuery();
  const changes = TRANSACTIONAL[first];
  if (changes !== undefined) return { plan: refusedPlan(changes) };
  if (words[0] === "show" && words[1] === "functions") return { plan: showFunctions(words) };
  const ddl = parseDdl(statement);
  if (ddl.kind === "create-table") assertCreatable(ddl);
  for (const location of newLocations(ddl)) if (!IN_S3.test(location)) throw faults.noS3Location(location);
  return { plan: ddlPlan(ddl), ddl };
}

function showFunctions([, , next]: readonly string[]): Plan {
  if (next !== "") throw faults.notEmulated("LIKE of SHOW FUNCTIONS");
  return showFunctionsPlan;
}

/** UPDATE, DELETE and MERGE fail: only Iceberg tables can be changed row by row. */
const refusedPlan = (subtype: string): Plan => ({
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
function newLocations(ddl: DdlStatement): readonly string[] {
  if (ddl.kind === "add-partitions") return ddl.partitions.flatMap(({ location }) => location ?? []);
  return (ddl.kind === "create-table" || ddl.kind === "set-location") && ddl.location !== undefined
    ? [ddl.location]
    : [];
}

/** The checks of CREATE TABLE before it starts (ATH-018, ATH-019). */
function assertCreatable({ location, properties, isExternal }: CreateTable): void {
  if (properties["table_type"]?.toLowerCase() === "iceberg") throw faults.notEmulated("Iceberg tables");
  if (location === undefined) throw faults.noLocation();
  // AWS documents that EXTERNAL is required; its message is not known.
  if (!isExternal) throw faults.malformedQuery("Only external tables can be created: use CREATE EXTERNAL TABLE");
}
