import type { Random } from "../../../foundation/random";
import { pick } from "./literals";

type ColumnType = "number" | "text";

interface Column {
  /** As other parts of the query name it: `t1.x`. */
  readonly name: string;
  readonly type: ColumnType;
}

/** A part of FROM, and the columns that it offers. */
interface Relation {
  readonly sql: string;
  readonly columns: readonly Column[];
}

/** A query in parentheses, and the types of its columns. */
interface Query {
  readonly sql: string;
  readonly types: readonly ColumnType[];
}

const NUMBERS = ["0", "1", "2", "3", "-1", "NULL"];
const TEXTS = ["'a'", "'b'", "'ab'", "''", "'B'", "NULL"];
const JOINS = ["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN"];
const COMPARISONS = ["=", "<>", "<", "<=", ">", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"];
const SET_OPERATIONS = ["UNION", "UNION ALL", "INTERSECT", "EXCEPT"];
const FRAMES = [
  "",
  "ROWS BETWEEN 1 PRECEDING AND CURRENT ROW",
  "ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
  "ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING",
  "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
  "GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING",
];

/** How deeply queries are nested. */
const DEPTH = 3;

/**
 * Draws queries whose rows are known by their values: of joins, groups, windows, subqueries and set operations, in any combination. Each query
 * orders its result by all of its columns, so that equal results are equal texts.
 */
export function drawNestedQuery(random: Random): string {
  const { sql, types } = new QueryDrawing(random).drawQuery(DEPTH);
  const order = types.map(
    (_type, at) => `${at + 1}${pick(random, ["", " DESC", " ASC NULLS FIRST", " DESC NULLS LAST"])}`,
  );
  return `SELECT * FROM (${sql}) AS q ORDER BY ${order.join(", ")}`;
}

class QueryDrawing {
  readonly random: Random;
  #aliases = 0;

  constructor(random: Random) {
    this.random = random;
  }

  drawQuery(depth: number, columnTypes?: readonly ColumnType[]): Query {
    if (depth > 0 && this.#isDrawn(6)) return this.#drawSetOperation(depth, columnTypes);
    const relation = this.#drawRelation(depth);
    const kind = this.random.drawBelow(3);
    if (kind === 0) return this.#drawGrouped(relation, depth, columnTypes);
    const types = columnTypes ?? this.#drawTypes();
    const items = types.map((type) => this.#drawExpression(relation.columns, type, 2));
    // Of two rows that are equal, two windows with different orders could each count another one first.
    const windows = kind === 1 && columnTypes === undefined ? [this.#drawWindow(relation)] : [];
    const distinct = this.#isDrawn(5) ? "DISTINCT " : "";
    const where = this.#isDrawn(2) ? ` WHERE ${this.#drawCondition(relation.columns, depth)}` : "";
    const sql = `SELECT ${distinct}${[...items, ...windows].join(", ")} FROM ${relation.sql}${where}`;
    return { sql, types: [...types, ...windows.map((): ColumnType => "number")] };
  }

  #drawSetOperation(depth: number, columnTypes: readonly ColumnType[] | undefined): Query {
    const first = this.drawQuery(depth - 1, columnTypes);
    const second = this.drawQuery(depth - 1, first.types);
    return { sql: `(${first.sql}) ${pick(this.random, SET_OPERATIONS)} (${second.sql})`, types: first.types };
  }

  #drawGrouped(relation: Relation, depth: number, columnTypes: readonly ColumnType[] | undefined): Query {
    const types = columnTypes ?? this.#drawTypes();
    const keys = repeat(this.random.drawBelow(3), () => pick(this.random, relation.columns));
    const items = types.map((type) => {
      const known = keys.filter((key) => key.type === type);
      return known.length > 0 && this.#isDrawn(2) ? pick(this.random, known).name : this.#drawAggregate(relation, type);
    });
    const where = this.#isDrawn(3) ? ` WHERE ${this.#drawCondition(relation.columns, depth)}` : "";
    const group = keys.length > 0 ? ` GROUP BY ${keys.map(({ name }) => name).join(", ")}` : "";
    const having = this.#isDrawn(3)
      ? ` HAVING ${this.#drawAggregate(relation, "number")} ${pick(this.random, COMPARISONS)} ${pick(this.random, NUMBERS.slice(0, 4))}`
      : "";
    return { sql: `SELECT ${items.join(", ")} FROM ${relation.sql}${where}${group}${having}`, types };
  }

  #drawRelation(depth: number): Relation {
    if (depth > 0 && this.#isDrawn(2)) return this.#drawJoin(depth);
    if (depth > 0 && this.#isDrawn(3)) return this.#nameColumns(this.drawQuery(depth - 1));
    const types = this.#drawTypes();
    const rows = repeat(2 + this.random.drawBelow(4), (at) =>
      types.map((type) => pick(this.random, (type === "number" ? NUMBERS : TEXTS).slice(0, at === 0 ? 4 : 6))),
    );
    const texts = rows.map((row) => (row.length === 1 ? row[0] : `(${row.join(", ")})`));
    return this.#nameColumns({ sql: `VALUES ${texts.join(", ")}`, types });
  }

  #drawJoin(depth: number): Relation {
    const [left, right] = [this.#drawRelation(depth - 1), this.#drawRelation(depth - 1)];
    const columns = [...left.columns, ...right.columns];
    const join = pick(this.random, JOINS);
    if (join === "CROSS JOIN") return { sql: `${left.sql} CROSS JOIN ${right.sql}`, columns };
    const pairs = left.columns.flatMap((column) =>
      right.columns.filter(({ type }) => type === column.type).map((other) => `${column.name} = ${other.name}`),
    );
    const extra = this.#isDrawn(4) ? ` AND ${this.#drawComparison(columns)}` : "";
    const on = pairs.length > 0 ? `${pick(this.random, pairs)}${extra}` : "true";
    // Trino refuses FULL JOIN unless its condition compares columns of both sides.
    const kind = join === "FULL JOIN" && (pairs.length === 0 || extra !== "") ? "LEFT JOIN" : join;
    return { sql: `${left.sql} ${kind} ${right.sql} ON ${on}`, columns };
  }

  #nameColumns({ sql, types }: Query): Relation {
    this.#aliases += 1;
    const alias = `t${this.#aliases}`;
    const names = types.map((_type, at) => `c${at + 1}`);
    const columns = types.map((type, at) => ({ name: `${alias}.c${at + 1}`, type }));
    return { sql: `(${sql}) AS ${alias} (${names.join(", ")})`, columns };
  }

  #drawTypes(): readonly ColumnType[] {
    return repeat(1 + this.random.drawBelow(3), () => pick(this.random, ["number", "text"] as const));
  }

  #drawExpression(columns: readonly Column[], type: ColumnType, depth: number): string {
    const fitting = columns.filter((column) => column.type === type);
    if (fitting.length > 0 && (depth === 0 || this.#isDrawn(2))) return pick(this.random, fitting).name;
    if (depth === 0) return pick(this.random, (type === "number" ? NUMBERS : TEXTS).slice(0, 5));
    const draw = (of: ColumnType): string => this.#drawExpression(columns, of, depth - 1);
    const common = [
      () => `COALESCE(${draw(type)}, ${draw(type)})`,
      () => `CASE WHEN ${this.#drawComparison(columns)} THEN ${draw(type)} ELSE ${draw(type)} END`,
      () => `NULLIF(${draw(type)}, ${draw(type)})`,
    ];
    const special =
      type === "number"
        ? [
            () => `(${draw(type)} + ${draw(type)})`,
            () => `(${draw(type)} * 2 - ${draw(type)})`,
            () => `length(${draw("text")})`,
            () => `abs(${draw(type)})`,
            () => `greatest(${draw(type)}, ${draw(type)})`,
          ]
        : [
            () => `(${draw(type)} || ${draw(type)})`,
            () => `upper(${draw(type)})`,
            () => `CAST(${draw("number")} AS varchar)`,
            () => `substr(${draw(type)}, 1, 1)`,
          ];
    return pick(this.random, [...common, ...special])();
  }

  #drawComparison(columns: readonly Column[]): string {
    const type = pick(this.random, columns).type;
    const [left, right] = repeat(2, () => this.#drawExpression(columns, type, 1));
    return `${left} ${pick(this.random, COMPARISONS)} ${right}`;
  }

  #drawCondition(columns: readonly Column[], depth: number): string {
    const column = pick(this.random, columns);
    const drawSubquery = (): string => this.drawQuery(0, [column.type]).sql;
    const shapes = [
      () => this.#drawComparison(columns),
      () => `${this.#drawComparison(columns)} AND ${this.#drawComparison(columns)}`,
      () => `(${this.#drawComparison(columns)} OR NOT ${this.#drawComparison(columns)})`,
      () => `${column.name} IS ${pick(this.random, ["", "NOT "])}NULL`,
      ...(depth > 0
        ? [
            () => `${column.name} ${pick(this.random, ["", "NOT "])}IN (${drawSubquery()})`,
            () => `${pick(this.random, ["", "NOT "])}EXISTS (${this.#drawCorrelated(column)})`,
            () => `${column.name} ${pick(this.random, COMPARISONS.slice(0, 6))} (${this.#drawScalar(column.type)})`,
            () => `${column.name} ${pick(this.random, ["= ANY", ">= ALL", "< ANY", "<> ALL"])} (${drawSubquery()})`,
          ]
        : []),
    ];
    return pick(this.random, shapes)();
  }

  #drawScalar(type: ColumnType): string {
    const relation = this.#drawRelation(0);
    return `SELECT ${this.#drawAggregate(relation, type)} FROM ${relation.sql}`;
  }

  /** A subquery that compares a column of its own with one of the query around it. */
  #drawCorrelated(outer: Column): string {
    const relation = this.#drawRelation(0);
    const fitting = relation.columns.filter(({ type }) => type === outer.type);
    const inner = fitting.length > 0 ? pick(this.random, fitting).name : this.#drawExpression([], outer.type, 0);
    return `SELECT 1 FROM ${relation.sql} WHERE ${inner} = ${outer.name}`;
  }

  #drawAggregate({ columns }: Relation, type: ColumnType): string {
    const number = this.#drawExpression(columns, "number", 1);
    const text = this.#drawExpression(columns, "text", 1);
    const any = this.#isDrawn(2) ? number : text;
    const distinct = this.#isDrawn(3) ? "DISTINCT " : "";
    const filter = this.#isDrawn(4) ? ` FILTER (WHERE ${this.#drawComparison(columns)})` : "";
    const numbers = [
      `count(${distinct}${any})`,
      `sum(${distinct}${number})`,
      `max(${number})`,
      `count_if(${number} > 0)`,
    ];
    const texts = [`max(${text})`, `min(${text})`, `listagg(${text}, '-') WITHIN GROUP (ORDER BY ${text})`];
    return `${pick(this.random, type === "number" ? ["count(*)", ...numbers] : texts)}${filter}`;
  }

  /** A window function, over an order that decides each row's value. */
  #drawWindow({ columns }: Relation): string {
    const partition = this.#isDrawn(2) ? `PARTITION BY ${pick(this.random, columns).name} ` : "";
    const all = columns.map(({ name }) => `${name}${pick(this.random, ["", " DESC", " NULLS FIRST"])}`).join(", ");
    const some = pick(this.random, columns).name;
    const number = this.#drawExpression(columns, "number", 1);
    const frame = pick(this.random, FRAMES);
    const shapes = [
      `rank() OVER (${partition}ORDER BY ${some})`,
      `dense_rank() OVER (${partition}ORDER BY ${some} DESC)`,
      `row_number() OVER (${partition}ORDER BY ${all})`,
      `ntile(2) OVER (${partition}ORDER BY ${all})`,
      `sum(${number}) OVER (${partition}ORDER BY ${all} ${frame})`,
      `count(*) OVER (${partition}ORDER BY ${some})`,
      `max(${number}) OVER (${partition})`,
      `lag(${number}) OVER (${partition}ORDER BY ${all})`,
      `lead(${number}, 2, -9) OVER (${partition}ORDER BY ${all})`,
      `first_value(${number}) OVER (${partition}ORDER BY ${all} ${frame})`,
    ];
    return pick(this.random, shapes);
  }

  /** True once in so many draws. */
  #isDrawn(outOf: number): boolean {
    return this.random.drawBelow(outOf) === 0;
  }
}

const repeat = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_none, at) => make(at));
