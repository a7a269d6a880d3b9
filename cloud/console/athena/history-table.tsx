import { formatBytes, formatTime } from "../formats";
import { Table } from "../widgets/table";
import type { Execution } from "./queries";

/** The latest queries of a work group. */
export const HistoryTable = ({
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
