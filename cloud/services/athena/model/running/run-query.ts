import { formatCsv } from "../results/csv";
import { queryColumn } from "../results/result-column";
import { PLANNED, UNPLANNED } from "../results/result-files";
import type { QueryOutcome } from "../stored-execution";
import { formatEngineQueryId, queryInput, type Plan, type Run } from "./run";

/**
 * The plan for a query: its rows become a CSV file (ATH-014).
 *
 * @param literalsAlone whether AWS answers the query without its engine: then its files have another Content-Type, and
 *  the `.metadata` file holds Athena's id of the query instead of the engine's (ATH-041)
 */
export const queryPlan = (sql: string, literalsAlone: boolean): Plan => ({
  type: "DML",
  subtype: "SELECT",
  resultFile: "csv",
  byHive: false,
  run: (run) => runQuery(run, sql, literalsAlone),
});

async function runQuery(run: Run, sql: string, literalsAlone: boolean): Promise<QueryOutcome> {
  const contentType = literalsAlone ? UNPLANNED : PLANNED;
  const { execution, engine, files } = run;
  const output = await engine.run(queryInput(run, sql));
  try {
    const columns = output.columns.map(queryColumn);
    let rows = 0;
    const streamContent = async function* (): AsyncIterable<Uint8Array> {
      let text = formatCsv(columns.map(({ name }) => name));
      for await (const row of output.rows) {
        rows += 1;
        text += formatCsv(row);
        if (text.length < PIECE_CHARACTERS) continue;
        yield Buffer.from(text);
        text = "";
      }
      if (text !== "") yield Buffer.from(text);
    };
    const bytesReturned = await files.put({ path: execution.output, contentType, openContent: streamContent });
    const about = literalsAlone
      ? { id: execution.id, update: { kind: "", rows: 0 } }
      : { id: formatEngineQueryId(execution) };
    await files.putMetadata(execution.output, { ...about, columns }, contentType);
    return { columns, rows, updateCount: 0, bytesScanned: output.getBytesScanned(), bytesReturned };
  } finally {
    output.close();
  }
}

const PIECE_CHARACTERS = 64 * 1024;
