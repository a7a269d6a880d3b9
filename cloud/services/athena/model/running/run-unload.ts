import { QueryFault, type ParsedStatement } from "../../engine/query-engine";
import type { QueryOutcome } from "../stored-execution";
import { listNames, requireNewFolder } from "./new-folder";
import type { Plan, Run } from "./run";
import { formatIn } from "./table-formats";
import { writeData, writeOutcome } from "./written-files";

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
