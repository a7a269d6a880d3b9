import { QueryFault, type ParsedStatement, type PropertyValue } from "../engine/query-engine";
import { bucketAndKey } from "../output-location";
import { asFolder } from "../statements/partition-path";
import type { Outcome } from "../stored-execution";
import type { Plan, Run } from "./run";
import { formatIn } from "./table-formats";
import { writeData, writtenOutcome } from "./written-files";

type Unload = Extract<ParsedStatement, { readonly kind: "unload" }>;

const KNOWN = new Set(["format", "compression", "compression_level", "field_delimiter", "partitioned_by"]);

/** The plan for UNLOAD: a query's rows as files, without a table (ATH-036). */
export const unloadPlan = (statement: Unload): Plan => ({ type: "DML", subtype: "UNLOAD", resultFile: "none", byHive: false, run: (run) => runUnload(run, statement) });

async function runUnload(run: Run, { to, properties, query }: Unload): Promise<Outcome> {
  const unknown = Object.keys(properties).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) throw new QueryFault("INVALID_TABLE_PROPERTY", `The lab cloud does not emulate the property '${unknown}' of UNLOAD`);
  const root = emptyFolder(run, to);
  const partitionedBy = textsIn(properties["partitioned_by"]);
  const written = await writeData(run, { sql: query, format: formatIn(properties, "PARQUET"), root, partitionedBy, statement: "UNLOAD" });
  return writtenOutcome(run, written, "UNLOAD");
}

const textsIn = (value: PropertyValue | undefined): string[] => (Array.isArray(value) ? value.map((one) => String(one).toLowerCase()) : []);

/** @throws QueryFault if there is something, or no such bucket */
function emptyFolder({ parts }: Run, to: string): string {
  const root = asFolder(to);
  const { bucket, key } = bucketAndKey(root);
  if (bucket === "" || !parts.objects.bucketExists(bucket)) throw new QueryFault("HIVE_METASTORE_ERROR", `The specified bucket does not exist: ${to}`);
  const held = parts.objects.filesUnder(bucket, key);
  held.release();
  if (held.files.length > 0) throw new QueryFault("HIVE_PATH_ALREADY_EXISTS", `Target directory for table '${root}' already exists: please remove the data first`);
  return root;
}
