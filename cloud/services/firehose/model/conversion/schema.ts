import type { Core } from "../../../../core/core";
import type { CatalogReader } from "../../../glue/model/catalog";
import type { HiveType } from "../../../../../foundation/columnar/hive-type";
import { HiveTypeError, parseHiveType } from "../../../../../foundation/columnar/parse-hive-type";
import type { StoredTable } from "../../../glue/model/stored";
import type { SchemaSource } from "./settings";

/** A column of the table that records are converted to. */
interface Column {
  readonly name: string;
  readonly type: HiveType;
}

/** The columns of one version of a table. */
export interface Schema {
  /** Differs between tables, and between versions of a table. */
  readonly id: string;
  readonly columns: readonly Column[];
}

/** Why there is no schema: AWS's code and text. */
export interface SchemaFailure {
  readonly code:
    | "DataFormatConversion.EntityNotFound"
    | "DataFormatConversion.InvalidVersionId"
    | "DataFormatConversion.NonExistentColumns"
    | "DataFormatConversion.InvalidSchema";
  readonly message: string;
}

/** The parts of the cloud that finding a schema needs. */
interface SchemaContext {
  readonly core: Pick<Core, "account" | "region">;
  readonly catalog: CatalogReader;
}

/** Schemas of table versions, which never change. The entry of a table is collected together with the table. */
const known = new WeakMap<StoredTable, Schema | SchemaFailure>();

/**
 * The schema in the Data Catalog now.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html for the codes
 */
export function findSchema(source: SchemaSource, context: SchemaContext): Schema | SchemaFailure {
  const table = findTable(source, context);
  if ("code" in table) return table;
  const read = known.get(table) ?? readColumns(table);
  known.set(table, read);
  return read;
}

/** The table version that the stream's configuration names. */
function findTable(source: SchemaSource, { core, catalog }: SchemaContext): StoredTable | SchemaFailure {
  const { database, table: name, catalogId = core.account, region = core.region, versionId } = source;
  // The catalogs of other accounts and regions are empty here.
  const table = catalogId === core.account && region === core.region ? catalog.findTable(database, name) : undefined;
  if (table === undefined) {
    return {
      code: "DataFormatConversion.EntityNotFound",
      message:
        "The specified table/database could not be found. Please ensure that the table/database exists and that the values provided in the schema configuration are correct, especially with regards to casing.",
    };
  }
  const version =
    versionId === "LATEST"
      ? table
      : catalog.listVersions(table).find((version) => String(version.version) === versionId);
  return (
    version ?? {
      code: "DataFormatConversion.InvalidVersionId",
      message:
        "Could not find a matching schema from glue. Please make sure the specified version of the table exists.",
    }
  );
}

function readColumns(table: StoredTable): Schema | SchemaFailure {
  const columns = table.definition.StorageDescriptor?.Columns ?? [];
  if (columns.length === 0) {
    return {
      code: "DataFormatConversion.NonExistentColumns",
      message:
        "Could not find a matching schema from glue. Please make sure the table is configured with a non-null storage descriptor containing the target columns.",
    };
  }
  try {
    return {
      id: `${table.id}/${table.version}`,
      columns: columns.map(({ Name: name, Type: type = "" }) => ({ name, type: parseHiveType(type) })),
    };
  } catch (error) {
    if (error instanceof HiveTypeError)
      return { code: "DataFormatConversion.InvalidSchema", message: `The schema is invalid. ${error.message}` };
    throw error;
  }
}
