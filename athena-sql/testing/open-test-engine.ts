import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEngine } from "../index";
import type { QueryFiles } from "../catalog";
import { createCatalog } from "../local-tables";
import { QueryFault, SyntaxFault, type QueryEngine, type QueryEngineOptions, type QueryInput } from "../query-engine";

const NO_FILES: QueryFiles = {
  hasBucket: () => false,
  canRead: () => true,
  listFilesUnder: () => ({ files: [], release: () => undefined }),
};

/** The input of a query without tables, at the first moment of 2030. */
export const createTablelessQuery = (sql: string): QueryInput => ({
  sql,
  database: "default",
  catalog: createCatalog([]),
  files: NO_FILES,
  now: Date.UTC(2030, 0, 1),
  signal: new AbortController().signal,
});

/** An engine without tables, for expressions and queries over VALUES. */
interface TestEngine {
  readonly engine: QueryEngine;
  /** The rows of a query. */
  readRows(sql: string, input?: Partial<QueryInput>): Promise<(string | null)[][]>;
  /** The only value of `SELECT <expression>`; for aggregates, the expression may end with a FROM clause. */
  evaluate(expression: string): Promise<string | null | undefined>;
  /** The error message with which `SELECT <expression>` fails; a syntax error's begins with `SYNTAX: `. */
  createFailure(expression: string): Promise<string>;
}

/** A busy machine takes far longer over a large query than the engine's usual limit of a minute. */
const MAX_MS = 10 * 60_000;

/** Opens an engine for the tests of a suite, and closes it after them. */
export function openTestEngine(options: Partial<QueryEngineOptions> = {}): TestEngine {
  let engine: QueryEngine | undefined;
  let folder = "";
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "query-engine-"));
    engine = await openEngine({ temporary: join(folder, "engine"), timeoutMs: MAX_MS, ...options });
  });
  after(async () => {
    await engine?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const getRunning = (): QueryEngine => {
    if (engine === undefined) throw new Error("The engine runs only inside a suite.");
    return engine;
  };
  const readRows = async (sql: string, input: Partial<QueryInput> = {}): Promise<(string | null)[][]> => {
    const output = await getRunning().run({ ...createTablelessQuery(sql), ...input });
    const found: (string | null)[][] = [];
    for await (const row of output.rows) found.push([...row]);
    return found;
  };
  return {
    get engine() {
      return getRunning();
    },
    readRows,
    evaluate: async (expression) => (await readRows(`SELECT ${expression}`))[0]?.[0],
    createFailure: async (expression) => {
      try {
        await readRows(`SELECT ${expression}`);
      } catch (error) {
        if (error instanceof QueryFault) return error.message;
        if (error instanceof SyntaxFault) return `SYNTAX: ${error.message}`;
        throw error;
      }
      return "it did not fail";
    },
  };
}
