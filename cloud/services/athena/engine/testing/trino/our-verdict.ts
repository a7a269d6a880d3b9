import { QueryFault, SyntaxFault, type QueryInput, type QueryEngine } from "../../query-engine";
import type { Verdict } from "./judge";

/** The outcome of a query without tables in our engine. A bug in our engine is an error with the code `OURS`. */
export async function judgeByOurEngine(engine: QueryEngine, input: QueryInput): Promise<Verdict> {
  try {
    const output = await engine.run(input);
    const rows: (readonly (string | null)[])[] = [];
    for await (const row of output.rows) rows.push([...row]);
    output.close();
    return { types: output.columns.map(({ type }) => type), rows };
  } catch (error) {
    if (error instanceof SyntaxFault) return { code: "SYNTAX", message: error.message };
    if (error instanceof QueryFault) return { code: error.code, message: error.message.slice(error.code.length + 2) };
    return { code: "OURS", message: String(error) };
  }
}
