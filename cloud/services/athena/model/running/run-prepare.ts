import { QueryFault, type ParsedStatement } from "../../engine/query-engine";
import type { PreparedStatements } from "../prepared-statements";
import { UNPLANNED } from "../results/result-files";
import type { QueryOutcome } from "../stored-execution";
import type { Plan, Run } from "./run";

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
