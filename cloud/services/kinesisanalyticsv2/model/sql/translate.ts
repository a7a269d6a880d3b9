import { ERROR_COLUMNS, ERROR_STREAM, createErrorStream } from "./error-stream";
import { translateExpression, quoteName, findWindow, removeAlias, type Scope } from "./expression";
import { createInputTables, createOutputTable, type Pair, type SqlInput, type SqlOutput } from "./tables";
import { parse, type CreatePump, type CreateStream, type Select, type StreamColumn } from "./parse";
import { isSymbol, SqlProblem, type Token } from "./tokens";

export type { SqlInput, SqlOutput } from "./tables";

/** A whole application as Flink SQL. */
export interface Translation {
  readonly pairs: readonly Pair[];
  /** In the order in which Flink runs them. */
  readonly statements: readonly string[];
}

/** The columns that every stream has beside its own: when a row came into the application, and into Kinesis (KDA-007). */
const TIMES: readonly StreamColumn[] = [
  { name: "ROWTIME", type: "TIMESTAMP(3)" },
  { name: "APPROXIMATE_ARRIVAL_TIME", type: "TIMESTAMP(3)" },
];

/**
 * Translates the SQL of a Kinesis Data Analytics application (SQL-1_0, history: AWS ended it on 2026-01-27) into Flink
 * SQL: the way in which AWS tells its users to migrate. In-application streams become views, a pump becomes the query
 * of its view, and a stream's output becomes an INSERT.
 *
 * @throws SqlProblem with line and column
 */
export function translate(
  sql: string,
  { inputs, outputs }: { readonly inputs: readonly SqlInput[]; readonly outputs: readonly SqlOutput[] },
): Translation {
  const statements = parse(sql);
  const created = statements.filter((statement) => statement.kind === "stream");
  const pumps = statements.filter((statement) => statement.kind === "pump");
  checkNames(created, pumps);
  const sources = new Map(inputs.map((input) => [input.stream, [...input.columns, ...TIMES]] as const));
  const streams = new Map(created.map((stream) => [stream.name, stream] as const));
  const pairs: Pair[] = inputs.flatMap((input) => createInputTables(input));
  for (const stream of sortByOrder(created, pumps)) {
    const into = pumps.filter((pump) => pump.into.text === stream.name);
    const findColumns = (name: string): readonly StreamColumn[] | undefined =>
      sources.get(name) ?? streams.get(name)?.columns.concat(TIMES.slice(0, 1));
    const queries = into.map((pump) => formatQuery(pump, stream, findColumns));
    const flink = `CREATE TEMPORARY VIEW ${quoteName(stream.name)} AS\n${queries.join("\nUNION ALL\n")}`;
    if (queries.length > 0)
      pairs.push({ from: [stream, ...into].map(({ text }) => `${text};`).join("\n"), flink: [flink] });
  }
  if (outputs.some(({ stream }) => stream === ERROR_STREAM)) pairs.push(createErrorStream(inputs));
  const inserts = outputs.flatMap((output) => {
    const columns =
      (output.stream === ERROR_STREAM ? ERROR_COLUMNS : undefined) ??
      streams.get(output.stream)?.columns ??
      inputs.find(({ stream }) => stream === output.stream)?.columns;
    if (columns === undefined) throw new SqlProblem(`The output's stream ${output.stream} is not created by the SQL`);
    return createOutputTable(output, columns);
  });
  const all = [...pairs, ...inserts];
  return { pairs: all, statements: all.flatMap(({ flink }) => flink) };
}

function checkNames(streams: readonly CreateStream[], pumps: readonly CreatePump[]): void {
  for (const { into } of pumps)
    if (!streams.some(({ name }) => name === into.text))
      throw new SqlProblem(
        `The stream ${into.text} is not created: write CREATE OR REPLACE STREAM "${into.text}"`,
        into,
      );
}

/** The streams, each after those that its pumps read. */
function sortByOrder(streams: readonly CreateStream[], pumps: readonly CreatePump[]): readonly CreateStream[] {
  const ordered: CreateStream[] = [];
  const visit = (stream: CreateStream, above: readonly string[]): void => {
    if (ordered.includes(stream)) return;
    if (above.includes(stream.name))
      throw new SqlProblem(`The pumps go in a circle: ${[...above, stream.name].join(", ")}`);
    for (const { into, select } of pumps) {
      const next = streams.find(({ name }) => name === select.from.text);
      if (into.text === stream.name && next !== undefined) visit(next, [...above, stream.name]);
    }
    ordered.push(stream);
  };
  for (const stream of streams) visit(stream, []);
  return ordered;
}

type ColumnsOf = (stream: string) => readonly StreamColumn[] | undefined;

function formatQuery({ select, columns: columnNames }: CreatePump, stream: CreateStream, columnsOf: ColumnsOf): string {
  const { from, at, alias, where, having, groupBy: groups = [] } = select;
  const read = columnsOf(from.text);
  if (read === undefined && from.text.toLowerCase() === ERROR_STREAM)
    throw new SqlProblem(`${ERROR_STREAM} cannot be read by SQL: connect an output to it (AddApplicationOutput)`, from);
  if (read === undefined) throw new SqlProblem(`There is no stream ${from.text}`, from);
  if (select.isDistinct) throw new SqlProblem("SELECT DISTINCT is not translated here: GROUP BY a window", at);
  const window = findGroupWindow(select);
  const streams = alias === undefined ? [from.text] : [from.text, alias];
  const rows: Scope = { columns: read.map(({ name }) => name), streams, window: undefined };
  const scope: Scope = { ...rows, window };
  const items = expandItems(select.items, rows).map((item) => translateExpression(removeAlias(item), scope));
  const time = window === undefined ? "`ROWTIME`" : "window_time";
  const list = [...formatList(items, { stream, columnNames, at }), `  ${time} AS \`ROWTIME\``];
  const keys = groups
    .filter((group) => findWindow(group) === undefined)
    .map((group) => translateExpression(group, rows));
  const clauses = [`SELECT\n${list.join(",\n")}`, `FROM ${formatSource(from.text, window)}`];
  if (where !== undefined) clauses.push(`WHERE ${translateExpression(where, rows)}`);
  if (window !== undefined)
    clauses.push(`GROUP BY ${["window_start", "window_end", "window_time", ...keys].join(", ")}`);
  if (having !== undefined) clauses.push(`HAVING ${translateExpression(having, scope)}`);
  return clauses.join("\n");
}

const formatSource = (stream: string, window: string | undefined): string =>
  window === undefined
    ? quoteName(stream)
    : `TABLE(TUMBLE(TABLE ${quoteName(stream)}, DESCRIPTOR(\`ROWTIME\`), ${window}))`;

/** The window that a query groups by; undefined without a GROUP BY. */
function findGroupWindow({ groupBy, at }: Select): string | undefined {
  if (groupBy === undefined) return undefined;
  const [window, second] = groupBy.flatMap((group) => findWindow(group) ?? []);
  if (window === undefined || second !== undefined)
    throw new SqlProblem("GROUP BY on a stream needs one window: STEP(… ROWTIME BY INTERVAL '60' SECOND)", at);
  return window;
}

/** Replaces `*` by the stream's own columns, without the added times. */
const expandItems = (
  items: readonly (readonly Token[])[],
  { columns, streams }: Scope,
): readonly (readonly Token[])[] =>
  items.flatMap((item) => {
    const star = item.at(-1);
    const isOfStream = item.length === 3 && isSymbol(item[1], ".") && streams.includes(item[0]?.text ?? "");
    if ((item.length !== 1 && !isOfStream) || star === undefined || !isSymbol(star, "*")) return [item];
    const ordinary = columns.filter((name) => !TIMES.some((time) => time.name === name));
    return ordinary.map((name): readonly Token[] => [{ ...star, kind: "quoted", text: name }]);
  });

/** A value for each column of the stream: the item at its position, or NULL if there is none. */
function formatList(
  items: readonly string[],
  {
    stream,
    columnNames,
    at,
  }: { readonly stream: CreateStream; readonly columnNames: readonly string[] | undefined; readonly at: Token },
): readonly string[] {
  const filled = columnNames ?? stream.columns.map(({ name }) => name);
  if (filled.length !== items.length)
    throw new SqlProblem(
      `The pump selects ${items.length} columns, and the stream ${stream.name} takes ${filled.length}`,
      at,
    );
  const unknown = filled.find((name) => !stream.columns.some((column) => column.name === name));
  if (unknown !== undefined) throw new SqlProblem(`The stream ${stream.name} has no column ${unknown}`, at);
  return stream.columns.map(({ name, type }) => {
    const item = items[filled.indexOf(name)] ?? "NULL";
    return `  CAST(${item} AS ${toFlinkType(type)}) AS ${quoteName(name)}`;
  });
}

/** Types have the same names in both, except for these. */
export const toFlinkType = (type: string): string =>
  /^TIMESTAMP$/i.test(type) ? "TIMESTAMP(3)" : /^REAL$/i.test(type) ? "FLOAT" : type;
