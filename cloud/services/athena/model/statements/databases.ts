import { isBadPattern, selectMatching } from "../../../../core/callers-pattern";
import type { DdlOf } from "../ddl/statements";
import {
  createBadPatternFault,
  createDatabaseExists,
  createDatabaseMissing,
  createDatabaseNotEmpty,
} from "../hive-fault";
import { createHiveColumn } from "../results/result-column";
import { DONE, type DdlAnswer, type DdlContext } from "./ddl-context";

const find = ({ catalog }: DdlContext, name: string) =>
  catalog.listDatabases().find(({ definition }) => definition.Name === name);

/** CREATE DATABASE. @throws HiveFault */
export function createDatabase(
  context: DdlContext,
  { name, ifNotExists, comment, location, properties }: DdlOf<"create-database">,
): DdlAnswer {
  if (find(context, name) !== undefined) {
    if (ifNotExists) return DONE;
    throw createDatabaseExists(name);
  }
  context.calls.createDatabase({
    Name: name,
    ...(comment === undefined ? {} : { Description: comment }),
    ...(location === undefined ? {} : { LocationUri: location }),
    ...(Object.keys(properties).length === 0 ? {} : { Parameters: { ...properties } }),
  });
  return DONE;
}

/** DROP DATABASE: drops its tables too only with CASCADE. @throws HiveFault */
export function dropDatabase(context: DdlContext, { name, ifExists, cascade }: DdlOf<"drop-database">): DdlAnswer {
  if (find(context, name) === undefined) {
    if (ifExists) return DONE;
    throw createDatabaseMissing(name);
  }
  if (!cascade && context.catalog.listTables(name).length > 0) throw createDatabaseNotEmpty(name);
  context.calls.deleteDatabase(name);
  return DONE;
}

/** ALTER DATABASE … SET DBPROPERTIES. @throws HiveFault */
export function alterDatabase(context: DdlContext, { name, properties }: DdlOf<"alter-database">): DdlAnswer {
  const database = find(context, name);
  if (database === undefined) throw createDatabaseMissing(name);
  const { definition } = database;
  context.calls.updateDatabase({ ...definition, Parameters: { ...definition.Parameters, ...properties } });
  return DONE;
}

/**
 * SHOW DATABASES. A pattern is a regular expression for the whole name, in which a lone `*` means any name; capital
 * letters match no name (measured on AWS, 2026-09-27).
 *
 * @throws HiveFault if the pattern is no regular expression
 */
export function showDatabases({ catalog }: DdlContext, { pattern = "*" }: DdlOf<"show-databases">): DdlAnswer {
  const names = catalog.listDatabases().map(({ definition }) => definition.Name);
  return {
    columns: [createHiveColumn("database_name")],
    lines: filterByPattern(names, pattern === "*" ? ".*" : pattern),
    metadata: "counted",
  };
}

function filterByPattern(names: readonly string[], pattern: string): string[] {
  try {
    return selectMatching(new RegExp(`^(?:${pattern})$`, "u"), names, String);
  } catch (error) {
    if (isBadPattern(error))
      throw createBadPatternFault(`${error.message.split(": ").at(-1) ?? ""} near index 0\n${pattern}\n^`);
    throw error;
  }
}
