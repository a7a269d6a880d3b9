import type { DdlOf, DdlStatement } from "../ddl/statements";
import { addPartitions, dropPartitions, renamePartition } from "./alter-partitions";
import { addColumns, dropColumn, renameTable, replaceColumns, setLocation, setTableProperties } from "./alter-table";
import { createTable } from "./create-table";
import { alterDatabase, createDatabase, dropDatabase, showDatabases } from "./databases";
import type { DdlAnswer, DdlContext } from "./ddl-context";
import { describe } from "./describe";
import { dropTable, dropView } from "./drop";
import { repairTable } from "./repair-table";
import { showCreateTable, showCreateView } from "./show-create";
import { showColumns, showPartitions, showTableProperties, showTables, showViews } from "./show";

/** How one kind of statement is run, and how the API names it. */
interface DdlRule<K extends DdlStatement["kind"]> {
  /** The API's StatementType (ATH-010). */
  readonly type: "DDL" | "UTILITY";
  /** The API's SubstatementType. */
  readonly subtype: string;
  readonly run: (context: DdlContext, statement: DdlOf<K>) => DdlAnswer;
}

/** Every kind of statement that Hive's parser of Athena reads. */
const RULES: { readonly [K in DdlStatement["kind"]]: DdlRule<K> } = {
  "create-database": { type: "DDL", subtype: "CREATE_DATABASE", run: createDatabase },
  "drop-database": { type: "DDL", subtype: "DROP_DATABASE", run: dropDatabase },
  "alter-database": { type: "DDL", subtype: "ALTER_DATABASE", run: alterDatabase },
  "create-table": { type: "DDL", subtype: "CREATE_TABLE", run: createTable },
  "drop-table": { type: "DDL", subtype: "DROP_TABLE", run: dropTable },
  "drop-view": { type: "DDL", subtype: "DROP_VIEW", run: dropView },
  "add-partitions": { type: "DDL", subtype: "ALTER_TABLE_ADD_PARTITION", run: addPartitions },
  "drop-partitions": { type: "DDL", subtype: "ALTER_TABLE_DROP_PARTITION", run: dropPartitions },
  "rename-partition": { type: "DDL", subtype: "ALTER_TABLE_RENAME_PARTITION", run: renamePartition },
  "set-location": { type: "DDL", subtype: "ALTER_TABLE_SET_LOCATION", run: setLocation },
  "add-columns": { type: "DDL", subtype: "ALTER_TABLE_ADD_COLUMN", run: addColumns },
  "replace-columns": { type: "DDL", subtype: "ALTER_TABLE_REPLACE_COLUMN", run: replaceColumns },
  "set-table-properties": { type: "DDL", subtype: "ALTER_TABLE_PROPERTIES", run: setTableProperties },
  "rename-table": { type: "DDL", subtype: "ALTER_TABLE_RENAME", run: renameTable },
  "drop-column": { type: "DDL", subtype: "ALTER_TABLE_DROP_COLUMN", run: dropColumn },
  "repair-table": { type: "DDL", subtype: "MSCK_REPAIR", run: repairTable },
  "show-databases": { type: "UTILITY", subtype: "SHOW_DATABASES", run: showDatabases },
  "show-tables": { type: "UTILITY", subtype: "SHOW_TABLES", run: showTables },
  "show-views": { type: "UTILITY", subtype: "SHOW_VIEWS", run: showViews },
  "show-partitions": { type: "UTILITY", subtype: "SHOW_PARTITIONS", run: showPartitions },
  "show-columns": { type: "UTILITY", subtype: "SHOW_COLUMNS", run: showColumns },
  "show-create-table": { type: "UTILITY", subtype: "SHOW_CREATE_TABLE", run: showCreateTable },
  "show-create-view": { type: "UTILITY", subtype: "SHOW_CREATE_VIEW", run: showCreateView },
  "show-table-properties": { type: "UTILITY", subtype: "SHOW_TABLE_PROPERTIES", run: showTableProperties },
  describe: { type: "UTILITY", subtype: "DESCRIBE_TABLE", run: describe },
};

export const getRule = (statement: DdlStatement): DdlRule<DdlStatement["kind"]> =>
  // The border: the rule under a statement's kind takes statements of that kind.
  RULES[statement.kind] as DdlRule<DdlStatement["kind"]>;
