/** A piece of SQL whose values are written as literals, never as text that could be read as SQL. */
export class Sql {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value between `${` and `}`: a plain value becomes a literal, a piece of SQL is inserted as it is. */
export type SqlValue = Sql | string | number | bigint | boolean | Date | null;

/**
 * SQL for Flink: sql`SELECT * FROM metrics WHERE unit = ${"percent"}`. Text becomes `'percent'`; names of tables and columns go through `identifier`.
 *
 * @throws RangeError for a number or a date that SQL cannot write
 */
export function sql(parts: TemplateStringsArray, ...values: readonly SqlValue[]): Sql {
  const texts = parts.map((part, index) => {
    const value = values[index];
    return value === undefined ? part : `${part}${formatLiteral(value)}`;
  });
  // Without white space before and after it, so that the lines in an error are those of the cell.
  return new Sql(texts.join("").trim());
}

/** The name of a table or a column, quoted, so that it may contain any characters. */
export const quoteIdentifier = (name: string): Sql => new Sql(`\`${name.replaceAll("`", "``")}\``);

function formatLiteral(value: SqlValue): string {
  if (value === null) return "NULL";
  if (value instanceof Sql) return value.text;
  if (value instanceof Date) return `TIMESTAMP '${value.toISOString().replace("T", " ").replace("Z", "")}'`;
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === "number" && !Number.isFinite(value))
    throw new RangeError(`SQL can't represent the number ${value}.`);
  return String(value).toUpperCase();
}
