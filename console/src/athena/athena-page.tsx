import { useMemo, useState } from "preact/hooks";
import { listTables } from "../glue/catalog";
import { isTexts, useStoredState } from "../read-stored";
import { useLoaded, useReloadWhile } from "../loaded";
import type { Route } from "../route";
import { Notice } from "../widgets/notice";
import { listHistory, isRunning, start, type Execution } from "./queries";
import { QueryForm, type QuerySettings } from "./query-form";
import { QueryResult, QueryError } from "./query-result";
import { SqlEditor } from "./sql-editor";
import { parsePosition, type Position } from "./position";
import { formatBytes, formatTime } from "../formats";
import { Table } from "../widgets/table";

/** The latest queries of a work group. */
const HistoryTable = ({
  queries,
  shown,
  onChoose,
}: {
  queries: readonly Execution[];
  /** The id of the query whose result is shown. */
  shown: string | undefined;
  onChoose: (query: Execution) => void;
}) => (
  <Table
    caption="History"
    columns={["Started", "State", "Scanned", "Query"]}
    none="No query has run in this work group yet."
    rows={queries.map((query) => {
      const { QueryExecutionId: id, Query, Status, Statistics } = query;
      return [
        <button type="button" class="link" aria-pressed={id === shown} onClick={() => onChoose(query)}>
          {formatTime(Status.SubmissionDateTime * 1000)}
        </button>,
        <span class={Status.State === "FAILED" ? "bad" : ""}>{Status.State}</span>,
        Statistics?.DataScannedInBytes === undefined ? "" : formatBytes(Statistics.DataScannedInBytes),
        <code>{Query.slice(0, 200)}</code>,
      ];
    })}
  />
);

type Texts = Readonly<Record<string, string>>;

/** A table's name in Trino's SQL: quoted if it isn't a plain word. */
const quoteName = (name: string): string => (/^[a-z][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

/**
 * The page for writing, running and looking up queries. `#/athena/<database>/<table>` begins with a query of that
 * table.
 */
export function AthenaPage({ route: [database, table] }: { route: Route }) {
  const beginning = table === undefined ? "" : `SELECT * FROM ${quoteName(table)} LIMIT 10`;
  const [stored, keep] = useStoredState<Texts>("athena", {}, isTexts);
  const [sql, setSql] = useState(beginning || (stored["sql"] ?? ""));
  const [settings, setSettings] = useState<QuerySettings>({
    group: stored["group"] ?? "primary",
    database: database ?? stored["database"] ?? "",
    output: stored["output"] ?? "",
  });
  const [id, setId] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const [cursor, setCursor] = useState<Position>();
  const [wrong, setWrong] = useState<Position>();
  const queries = useLoaded(() => listHistory(settings.group), settings.group, ["athena"]);
  useReloadWhile(queries, (all) => all.some(isRunning));
  const names = useNames(settings.database);
  const write = (text: string): void => {
    setSql(text);
    keep({ ...stored, ...settings, sql: text });
  };
  const run = (): void => {
    if (sql.trim() === "") return;
    setRefusal(undefined);
    setWrong(undefined);
    start({ sql, ...settings }).then(setId, (refused: unknown) => {
      setId(undefined);
      setRefusal(String(refused));
      setWrong(parsePosition(String(refused)));
    });
  };
  const end = ({ Query, Status }: Execution): void => {
    queries.reload();
    if (Query === sql && Status.State === "FAILED") setWrong(parsePosition(Status.StateChangeReason ?? ""));
  };
  return (
    <>
      <h1>Athena</h1>
      <p class="none">Ctrl+Enter runs what is written, Ctrl+Space completes a name, Tab leaves the editor.</p>
      <SqlEditor label="SQL" text={sql} names={names} wrong={wrong} cursor={cursor} onChange={write} onRun={run} />
      <QueryForm
        settings={settings}
        onChange={(next) => (setSettings(next), keep({ ...stored, ...next, sql }))}
        onRun={run}
        canRun={sql.trim() !== ""}
      />
      <QueryError message={refusal} onGo={setCursor} />
      {id === undefined ? null : (
        <QueryResult key={id} id={id} isInEditor={(text) => text === sql} onEnd={end} onEdit={write} onGo={setCursor} />
      )}
      <h2>History</h2>
      <Notice error={queries.error} />
      <HistoryTable
        queries={queries.value ?? []}
        shown={id}
        onChoose={({ QueryExecutionId }) => (setRefusal(undefined), setId(QueryExecutionId))}
      />
    </>
  );
}

/** The tables of a database and their columns, for completion in the editor. */
function useNames(database: string): Readonly<Record<string, readonly string[]>> {
  const { value: tables } = useLoaded(async () => (database === "" ? [] : listTables(database)), database, ["glue"]);
  return useMemo(
    () =>
      Object.fromEntries(
        (tables ?? []).map(({ Name, StorageDescriptor, PartitionKeys = [] }) => [
          Name,
          [...(StorageDescriptor?.Columns ?? []), ...PartitionKeys].map((column) => column.Name),
        ]),
      ),
    [tables],
  );
}
