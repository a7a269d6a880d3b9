import { sql, Sql } from "./sql";

/** `WITH ('name' = 'value', …)`, one option on each line. */
export function formatOptions(options: Readonly<Record<string, string>>): Sql {
  const lines = Object.entries(options).map(([name, value]) => sql`  ${name} = ${value}`.text.replace(/^/, "  "));
  return new Sql(`WITH (\n${lines.join(",\n")}\n)`);
}
