import type { Query, Source } from "./query-steps";
import { SelectReader } from "./read-select";
import { readAlias } from "./read-select-item";
import { FLINK, SqlReader, UnreadableSqlError } from "./read-sql";
import { isWindowColumn, readTable, readWindows } from "./read-windows";

/**
 * Parses `WITH … SELECT … FROM … WHERE … GROUP BY … HAVING …`, in the SQL of Flink.
 *
 * @param isNested whether the table's rows have nested rows, as in `people.dob.age`
 * @throws SqlParseError if the query cannot be parsed, or Flink would refuse it
 */
export function readQuery(sql: string, isNested = false): Query {
  const reader = new QueryReader(new SqlReader(sql, FLINK), isNested);
  return reader.read();
}

class QueryReader {
  readonly #reader: SqlReader;
  readonly #isNested: boolean;
  /** The queries after `WITH`. */
  readonly #queriesByName = new Map<string, Query>();

  constructor(reader: SqlReader, isNested: boolean) {
    this.#reader = reader;
    this.#isNested = isNested;
  }

  read(): Query {
    if (this.#reader.consume("WITH")) this.#readNamedQueries();
    const query = this.#readSelect();
    this.#reader.expectEnd();
    return query;
  }

  #readNamedQueries(): void {
    const reader = this.#reader;
    do {
      const name = reader.parseName();
      this.#refuseColumns(name);
      reader.expect("AS", "(");
      this.#queriesByName.set(name, this.#readSelect());
      reader.expect(")");
    } while (reader.consume(","));
  }

  #readSelect(): Query {
    return new SelectReader(this.#reader, this.#isNested).read(() => this.#readSource());
  }

  #readSource(): Source {
    const reader = this.#reader;
    const source = this.#readUnnamedSource();
    const alias = readAlias(reader) ?? source.alias;
    this.#refuseColumns(alias ?? "FROM");
    if (reader.next?.text === ",") throw new UnreadableSqlError("several tables after FROM");
    return { query: source.query, alias };
  }

  #readUnnamedSource(): Source {
    const reader = this.#reader;
    if (reader.consume("TABLE")) return { query: this.#readWindowsOfTable(), alias: undefined };
    if (reader.consume("(")) {
      const query = this.#readSelect();
      reader.expect(")");
      return { query, alias: undefined };
    }
    const { table, alias } = readTable(reader);
    return { query: this.#findQuery(table), alias };
  }

  #readWindowsOfTable(): Query {
    const reader = this.#reader;
    reader.expect("(");
    const windows = readWindows(reader);
    reader.expect(")");
    const { steps, table, findOrigin, ...query } = this.#findQuery(windows.table);
    if (query.windows !== undefined || query.groups !== undefined)
      throw new UnreadableSqlError(`windows over ${windows.table}, which has windows or groups already`);
    const requireOrigin = (column: string): string => {
      const origin = findOrigin(column);
      if (origin === undefined) throw new UnreadableSqlError(`windows by ${column}, which is computed`);
      return origin;
    };
    return {
      table,
      steps: [...steps, { kind: "windows", windows }],
      windows: {
        ...windows,
        table,
        timeColumn: requireOrigin(windows.timeColumn),
        keys: windows.keys.map(requireOrigin),
      },
      findOrigin: (column) => (isWindowColumn(column) ? column : findOrigin(column)),
      isOfWindow: isWindowColumn,
    };
  }

  /** The query of a name after `WITH`, or the table of that name. */
  #findQuery(name: string): Query {
    return (
      this.#queriesByName.get(name) ?? {
        table: name,
        steps: [],
        findOrigin: (column) => column,
        isOfWindow: () => false,
      }
    );
  }

  #refuseColumns(name: string): void {
    if (this.#reader.next?.text === "(") throw new UnreadableSqlError(`names of columns in brackets after ${name}`);
  }
}
