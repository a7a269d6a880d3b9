import type { Core } from "../../core/core";
import type { QueryEngine } from "./engine/query-engine";

/** The query engine, loaded and opened on first use: a cloud that runs no query starts without it. */
export function lazyEngine(core: Core): () => Promise<QueryEngine> {
  let opened: Promise<QueryEngine> | undefined;
  return () => {
    opened ??= open(core);
    return opened;
  };
}

async function open(core: Core): Promise<QueryEngine> {
  const { openEngine } = await import("./engine/open-engine");
  const engine = openEngine({ temporary: core.storage.subfolder("athena/temporary"), python: core.python });
  core.closing.add(() => engine.close());
  return engine;
}
