import type { QueryEngine } from "../../engine/query-engine";
import { formatCsv } from "../results/csv";
import { PLANNED } from "../results/result-files";
import type { QueryOutcome, ResultColumn } from "../stored-execution";
import { formatEngineQueryId, type Plan, type Run } from "./run";

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
