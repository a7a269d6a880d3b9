import { kinesis } from "../flink/kinesis-options";
import { sql, type Sql } from "../flink/sql";

/**
 * The transformation of lab 03 in Flink SQL: the stream as a table, and the query over it. A person's name, birth and
 * place are objects in JSON: here they are nested rows, whose fields are read with a dot, as in `name.first`.
 */
export function subsetFlinkSql({ source, minimumAge }: { source: string; minimumAge: number }): {
  readonly table: Sql;
  readonly select: Sql;
} {
  const table = sql`
CREATE TABLE people (
  name ROW<\`first\` STRING, \`last\` STRING>,
  gender STRING,
  dob ROW<age INT>,
  \`location\` ROW<country STRING>
) ${kinesis({ stream: source })}`;
  const select = sql`
SELECT people.name.\`first\` AS \`first\`, people.name.\`last\` AS \`last\`, gender, people.dob.age AS age, people.\`location\`.country AS country
FROM people
WHERE people.dob.age >= ${minimumAge}`;
  return { table, select };
}
