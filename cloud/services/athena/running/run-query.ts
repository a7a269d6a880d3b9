import { csvLine } from "../results/csv";
import { queryColumn } from "../results/result-column";
import { PLANNED } from "../results/result-files";
import type { Outcome } from "../stored-execution";
import { engineQueryId, queryInput, type Plan, type Run } from "./run";

/** The plan for a query: its rows become a CSV file (ATH-014). */
export const queryPlan = (sql: string): Plan => ({
  type: "DML",
  subtype: "SELECT",
  resultFile: "csv",
  byHive: false,
  run: (run) => runQuery(run, sql),
});

async function runQuery(run: Run, sql: string): Promise<Outcome> {
  const { execution, engine, files } = run;
  const output = await engine.run(queryInput(run, sql));
  try {
    const columns = output.columns.map(queryColumn);
    let rows = 0;
    const content = async function* (): AsyncIterable<Uint8Array> {
      let text = csvLine(columns.map(({ name }) => name));
      for await (const row of output.rows) {
        rows += 1;
        text += csvLine(row);
        if (text.length < PIECE_CHARACTERS) continue;
        yield Buffer.from(text);
        text = "";
      }
      if (text !== "") yield Buffer.from(text);
    };
    const bytesReturned = await files.put({ path: execution.output, contentType: PLANNED, content });
    await files.putMetadata(execution.output, { id: engineQueryId(execution), columns }, PLANNED);
    return { columns, rows, updateCount: 0, bytesScanned: output.bytesScanned(), bytesReturned };
  } finally {
    output.close();
  }
}

const PIECE_CHARACTERS = 64 * 1024;
