import type { DuckDBConnection } from "@duckdb/node-api";
import { regularFunctions } from "./library-regexp";
import { jsonFunctions } from "./library-json";
import { textFunctions } from "./library-text";
import { timeFunctions } from "./library-time";
import { formatFunctions } from "./library-format";
import { valueFunctions } from "./library-values";
import { MACROS } from "./macros";
import { register, type ScalarFunction } from "./scalar-functions";

const FUNCTIONS: Readonly<Record<string, ScalarFunction>> = {
  ...valueFunctions,
  ...jsonFunctions,
  ...timeFunctions,
  ...formatFunctions,
  ...textFunctions,
  ...regularFunctions,
};

/**
 * Registers in DuckDB the functions and macros of this library that the SQL calls, and the ones that these call in
 * turn.
 *
 * @param known the names of those already registered; the new names are added
 */
export async function addLibrary(connection: DuckDBConnection, sql: string, known: Set<string>): Promise<void> {
  const wanted = new Set<string>();
  const macros: string[] = [];
  const collect = (text: string): void => {
    for (const [, name = ""] of text.matchAll(/\b([a-z_0-9]+)\s*\(/g)) {
      if (known.has(name)) continue;
      const macro = Object.hasOwn(MACROS, name) ? MACROS[name] : undefined;
      if (macro === undefined && !Object.hasOwn(FUNCTIONS, name)) continue;
      known.add(name);
      wanted.add(name);
      if (macro === undefined) continue;
      // A macro can only be created after the functions that it calls.
      collect(macro);
      macros.push(`CREATE TEMP MACRO ${name}${macro}`);
    }
  };
  collect(sql);
  for (const name of wanted) {
    const found = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (found !== undefined) register(connection, name, found);
  }
  for (const macro of macros) await connection.run(macro);
}
