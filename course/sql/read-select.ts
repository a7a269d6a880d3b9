import { ExpressionReader, type Expression, type Row, type Value } from "./read-expression";
import type { Query, QueryRow, Source, Step } from "./query-steps";
import { isAggregate, readAggregate, type Aggregate } from "./read-aggregate";
import { readScalarFunction } from "./read-function";
import { nameColumns, readSelectItem, type Paths } from "./read-select-item";
import { SqlParseError, UnreadableSqlError, type SqlReader } from "./read-sql";
import { findValue } from "./read-windows";

/** An item of a SELECT list. */
interface Item {
  readonly compute: Expression;
  readonly name: string | undefined;
  /** The values of the nested row that it passes on, if it does, by their paths in it. */
  readonly listNested: (row: Row) => readonly (readonly [path: string, value: Value])[];
  /** The column that it passes on unchanged, if it does. */
  readonly origin: string | undefined;
  /** The columns that it reads. */
  readonly reads: readonly string[];
}

/** `*` in a SELECT list: all columns. */
const ALL = "*";
type Items = readonly (Item | typeof ALL)[];

interface Grouping {
  readonly items: Items;
  readonly groups: readonly string[];
  readonly having: Expression | undefined;
}

/** Parses one `SELECT … FROM … WHERE … GROUP BY … HAVING …`. */
export class SelectReader {
  readonly #reader: SqlReader;
  readonly #isNested: boolean;
  readonly #expressions: ExpressionReader;
  readonly #paths: Paths = new Map();
  readonly #aggregates: Aggregate[] = [];
  /** The columns that are read outside of a function and of `WHERE`: each has to be in `GROUP BY`. */
  #plainColumns: readonly Expression[] = [];
  #alias: string | undefined;

  constructor(reader: SqlReader, isNested: boolean) {
    this.#reader = reader;
    this.#isNested = isNested;
    this.#expressions = new ExpressionReader(
      reader,
      (path) => this.#createColumn(path),
      (name) => (isAggregate(name) ? this.#readAggregate(name) : readScalarFunction(reader, this.#expressions, name)),
    );
  }

  /** @param readSource reads what is after `FROM` */
  read(readSource: () => Source): Query {
    const reader = this.#reader;
    reader.expect("SELECT");
    reader.consume("ALL");
    if (reader.isUnreadable) throw reader.reject("");
    const items = [this.#readItem()];
    while (reader.consume(",")) items.push(this.#readItem());
    reader.expect("FROM");
    const { query, alias } = readSource();
    this.#alias = alias;
    const filters = reader.consume("WHERE") ? [this.#readFilter(query)] : [];
    const groupPaths = reader.consume("GROUP") ? this.#readGroups() : undefined;
    const having = reader.consume("HAVING") ? this.#expressions.read() : undefined;
    if (reader.isUnreadable) throw reader.reject("");
    this.#assertTables(groupPaths ?? []);
    const isGrouped = groupPaths !== undefined || having !== undefined || this.#aggregates.length > 0;
    const from = { ...query, steps: [...query.steps, ...filters] };
    const groups = (groupPaths ?? []).map((path) => path.at(-1) ?? "");
    return isGrouped ? this.#group(from, { items, groups, having }) : selectColumns(from, items);
  }

  #createColumn(path: readonly string[]): Expression {
    const compute = (row: Row) => (this.#isNested ? findValueAt(row, path, this.#alias) : findValue(row, path.at(-1)));
    this.#paths.set(compute, path);
    this.#plainColumns = [...this.#plainColumns, compute];
    return compute;
  }

  /** Reads a part whose columns don't have to be in `GROUP BY`. */
  #readApart<T>(read: () => T): T {
    const before = this.#plainColumns;
    const found = read();
    this.#plainColumns = before;
    return found;
  }

  #readAggregate(name: string): Expression {
    const key = `function ${this.#aggregates.length}`;
    const compute = this.#readApart(() => readAggregate(this.#reader, this.#expressions, name));
    this.#aggregates.push({ key, compute });
    return (row) => findValue(row, key);
  }

  #readItem(): Item | typeof ALL {
    if (this.#reader.consumeAll()) return ALL;
    const before = this.#paths.size;
    const item = readSelectItem(this.#reader, this.#expressions, this.#paths);
    const path = this.#paths.get(item.compute);
    const listNested = (row: Row) => (path && this.#isNested ? findNestedRow(row, path, this.#alias) : []);
    return { ...item, listNested, origin: path?.at(-1), reads: this.#listColumns(before) };
  }

  #readFilter({ isOfWindow }: Query): Step {
    const before = this.#paths.size;
    const where = this.#readApart(() => this.#expressions.read());
    const reads = this.#listColumns(before);
    return { kind: "filter", test: (row) => where(row) === true, readsWindow: reads.some(isOfWindow) };
  }

  /** The columns that were read after the first ones. */
  #listColumns(first: number): string[] {
    return [...this.#paths.values()].slice(first).map((path) => path.at(-1) ?? "");
  }

  #readGroups(): string[][] {
    this.#reader.expect("BY");
    return this.#readGroupList();
  }

  /** Reads columns, each alone or several in brackets: `(service, window_start), window_end`. */
  #readGroupList(): string[][] {
    const reader = this.#reader;
    const groups: string[][] = [];
    do {
      if (reader.consume("(")) {
        groups.push(...this.#readGroupList());
        reader.expect(")");
      } else groups.push(this.#readGroup());
    } while (reader.consume(","));
    return groups;
  }

  #readGroup(): string[] {
    const reader = this.#reader;
    const path = reader.parsePath();
    if (reader.next?.text === "(") throw refuseGroup(path.join("."));
    return path;
  }

  /** The table is an argument of the windows, so its name isn't known outside. */
  #assertTables(groupPaths: readonly string[][]): void {
    if (this.#isNested) return;
    const unknown = [...this.#paths.values(), ...groupPaths].find((path) => path.length > 1 && path[0] !== this.#alias);
    if (unknown !== undefined) throw new SqlParseError(`there is no table ${unknown[0]} for ${unknown.join(".")}`);
  }

  #group({ groups: earlier, ...query }: Query, { items, groups, having }: Grouping): Query {
    if (earlier !== undefined) throw new UnreadableSqlError("groups of groups", "write the query with one GROUP BY");
    const lacking = this.#plainColumns
      .map((column) => this.#paths.get(column)?.at(-1) ?? "")
      .find((name) => !groups.includes(name));
    if (items.includes(ALL) || lacking !== undefined)
      throw new SqlParseError(`${lacking ?? ALL} is neither in a function nor in GROUP BY`);
    const group = (rows: readonly QueryRow[]): readonly QueryRow[] =>
      groupRows(rows, groups)
        .map((members) => ({
          row: { ...members[0]?.row, ...this.#computeAggregates(members) },
          events: members.flatMap(({ events }) => events),
        }))
        .filter(({ row }) => having === undefined || having(row) === true);
    return selectColumns(
      {
        ...query,
        steps: [...query.steps, { kind: "group", group }],
        groups: groups.map((name) => query.findOrigin(name) ?? name),
      },
      items,
    );
  }

  #computeAggregates(members: readonly QueryRow[]): Readonly<Record<string, Value>> {
    const rows = members.map(({ row }) => row);
    return Object.fromEntries(this.#aggregates.map(({ key, compute }) => [key, compute(rows)]));
  }
}

/** A query whose rows have the columns of a SELECT list. */
function selectColumns(query: Query, items: Items): Query {
  const selectFrom = (row: Row): Row => {
    const columns = items.flatMap((item): (readonly [string | undefined, Value])[] => {
      if (item === ALL) return Object.entries(row);
      const nested = item.listNested(row);
      return nested.length > 0
        ? nested.map(([path, value]) => [`${item.name}.${path}`, value])
        : [[item.name, item.compute(row)]];
    });
    const names = nameColumns(columns.map(([name]) => name));
    return Object.fromEntries(columns.map(([, value], n) => [names[n], value]));
  };
  const findItem = (column: string) => items.filter((item) => item !== ALL).find(({ name }) => name === column);
  const findOrigin = (column: string): string | undefined => {
    const item = findItem(column);
    if (item === undefined) return items.includes(ALL) ? query.findOrigin(column) : column;
    return item.origin === undefined ? undefined : query.findOrigin(item.origin);
  };
  const isOfWindow = (column: string): boolean =>
    (findItem(column)?.reads ?? [column]).some((name) => query.isOfWindow(name));
  return { ...query, steps: [...query.steps, { kind: "project", project: selectFrom }], findOrigin, isOfWindow };
}

/** The rows of each group. */
function groupRows(rows: readonly QueryRow[], groups: readonly string[]): QueryRow[][] {
  const rowsByKey = new Map<string, QueryRow[]>();
  for (const item of rows) {
    const key = JSON.stringify(groups.map((column) => findValue(item.row, column)));
    rowsByKey.set(key, [...(rowsByKey.get(key) ?? []), item]);
  }
  return [...rowsByKey.values()];
}

/** The error for a function in `GROUP BY`. */
const refuseGroup = (name: string): SqlParseError =>
  /^(TUMBLE|HOP|SESSION)$/i.test(name)
    ? new UnreadableSqlError(`${name} in GROUP BY`, `write the query with FROM TABLE(${name.toUpperCase()}(…))`)
    : new UnreadableSqlError(`the function ${name} in GROUP BY`);

/** The value of a column, or of a value in a nested row. @throws SqlParseError if the row has none */
function findValueAt(row: Row, path: readonly string[], alias: string | undefined): Row[string] {
  const paths = listPaths(path, alias);
  // Flink finds a value of a nested row by its own name alone.
  const value = Object.entries(row).find(([name]) => {
    const parts = name.split(".");
    return paths.includes(parts.join("\n")) || paths.includes(parts.at(-1) ?? "");
  })?.[1];
  if (value !== undefined) return value;
  if (findNestedRow(row, path, alias).length > 0)
    throw new UnreadableSqlError(`the nested row ${path.join(".")} as a value`);
  throw new SqlParseError(`the table has no value ${path.join(".")}`);
}

/** The values of a nested row, by their paths in it; none if there is no such row. */
function findNestedRow(row: Row, path: readonly string[], alias: string | undefined): [path: string, value: Value][] {
  const paths = listPaths(path, alias).map((text) => `${text}\n`);
  return Object.entries(row).flatMap(([name, value]): [string, Value][] => {
    const text = name.split(".").join("\n");
    const found = paths.find((start) => text.startsWith(start));
    return found === undefined ? [] : [[name.slice(found.length), value]];
  });
}

/** The ways to read a path, with its parts in lines: the first part may be the name of the table. */
const listPaths = (path: readonly string[], alias: string | undefined): readonly string[] =>
  [path, ...(path[0] === alias ? [path.slice(1)] : [])].map((parts) => parts.join("\n"));
