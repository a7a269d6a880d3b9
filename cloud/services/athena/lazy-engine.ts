import type { Core } from "../../core/core";
import type { QueryEngine } from "./engine/query-engine";

/** The query engine, opened on first use: a cloud that runs no query starts without it. It is closed with the cloud. */
export function lazyEngine(core: Pick<Core, "storage" | "python" | "closing">): () => Promise<QueryEngine> {
  let opened: Promise<QueryEngine> | undefined;
  return () => {
    opened ??= open(core);
    return opened;
  };
}

async function open({ storage, python, closing }: Pick<Core, "storage" | "python" | "closing">): Promise<QueryEngine> {
  const { openEngine } = await import("./engine/open-engine");
  const engine = openEngine({ temporary: storage.subfolder("athena/temporary"), python });
  closing.add(() => engine.close());
  return engine;
}
