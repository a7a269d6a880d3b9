import { GetTables$, type GetTablesRequest, type GetTablesResponse } from "@aws-sdk/client-glue";
import { isBadPattern, selectMatching } from "../../../core/callers-pattern";
import { optional, refused, type Members } from "../../../core/members";
import { createInvalidPatternFault } from "../faults";
import { filter, inDatabase, pageOf100, token } from "../fields";
import { operation } from "../operation";
import { createPage } from "../page";
import { describeTable, type StoredTable } from "../stored";

const members = {
  ...inDatabase,
  Expression: optional(filter),
  NextToken: optional(token),
  MaxResults: optional(pageOf100),
  TransactionId: refused(),
  QueryAsOfTime: refused(),
  AuditContext: refused(),
  ResourceShareType: refused(),
  IncludeStatusDetails: refused(),
  AttributesToGet: refused(),
} satisfies Members<GetTablesRequest>;

export const getTables = operation(GetTables$, members, (cloud, request): GetTablesResponse => {
  const { DatabaseName: database, Expression: expression = "" } = request;
  const tables = filterByName(cloud.glue.listTables(database), expression);
  const { items, ...next } = createPage(tables, ({ definition }) => definition.Name, { ...request, max: 100 });
  return { TableList: items.map((table) => describeTable(table, cloud.account)), ...next };
});

/**
 * The expression is a regular expression for the whole name, in any case. One of nothing but names and stars is a glob:
 * awswrangler asks for `*trips*`, `trips_*`, and gets tables on AWS (its catalog.get_tables).
 */
function filterByName(tables: readonly StoredTable[], expression: string): readonly StoredTable[] {
  if (expression === "") return tables;
  const pattern = /^[\w*-]+$/.test(expression) ? expression.replaceAll("*", ".*") : expression;
  try {
    return selectMatching(new RegExp(`^(?:${pattern})$`, "i"), tables, ({ definition }) => definition.Name);
  } catch (error) {
    if (isBadPattern(error)) throw createInvalidPatternFault(expression);
    throw error;
  }
}
