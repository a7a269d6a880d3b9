import type { Core } from "../../core/core";
import type { S3ForServices } from "../s3/ports";
import type { QueryEngine } from "./engine/query-engine";

type EngineCore = Pick<Core, "storage" | "python" | "closing" | "processes" | "athenaSeconds">;

/** The query engine, opened on first use: a cloud that runs no query starts without it. It is closed with the cloud. */
export function lazyEngine(core: EngineCore, objects: Pick<S3ForServices, "folder">): () => Promise<QueryEngine> {
  let opened: Promise<QueryEngine> | undefined;
  return () => {
    opened ??= open(core, objects);
    return opened;
  };
}

async function open(
  { storage, python, closing, processes, athenaSeconds }: EngineCore,
  { folder }: Pick<S3ForServices, "folder">,
): Promise<QueryEngine> {
  const { openEngine } = await import("./engine/open-engine");
  const engine = openEngine({
    temporary: storage.subfolder("athena/temporary"),
    python,
    timeoutMs: athenaSeconds * 1000,
    confine: processes.confine,
    readable: [folder],
  });
  closing.add(() => engine.close());
  return engine;
}
