import type { DdlOf } from "../ddl/statements";
import { createDropsView, createNoViewFault, createTableMissing } from "../hive-fault";
import { DONE, findTable, formatFullName, isView, type DdlAnswer, type DdlContext } from "./ddl-context";

/** DROP TABLE. The files stay where they are: every table is external. @throws HiveFault */
export function dropTable(context: DdlContext, { table: name, ifExists }: DdlOf<"drop-table">): DdlAnswer {
  const table = findTable(context, name);
  if (table === undefined) {
    if (ifExists) return DONE;
    throw createTableMissing(formatFullName(context, name));
  }
  if (isView(table)) throw createDropsView();
  context.calls.deleteTable(table);
  return DONE;
}

/** DROP VIEW. @throws HiveFault */
export function dropView(context: DdlContext, { table: name, ifExists }: DdlOf<"drop-view">): DdlAnswer {
  const view = findTable(context, name);
  if (view === undefined) {
    if (ifExists) return DONE;
    throw createTableMissing(formatFullName(context, name));
  }
  if (!isView(view)) throw createNoViewFault(formatFullName(context, name));
  context.calls.deleteTable(view);
  return DONE;
}
