import { QueryFault, type QueryEngine } from "./engine/query-engine";

/** The query engine, opened on first use: a cloud that runs no query starts without it. */
export function lazyEngine(): () => Promise<QueryEngine> {
  let opened: Promise<QueryEngine> | undefined;
  return () => {
    opened ??= open();
    return opened;
  };
}

/** Until the engine is there, statements are read, and those of Hive's half run. */
async function open(): Promise<QueryEngine> {
  const { parseStatement } = await import("./engine/syntax/parse-statement");
  const refusal = (): QueryFault => new QueryFault("NOT_SUPPORTED", "The lab cloud does not run queries yet");
  return {
    parse: parseStatement,
    columnsOf: () => { throw refusal(); },
    run: () => Promise.reject(refusal()),
    write: () => Promise.reject(refusal()),
    close: async () => undefined,
  };
}
