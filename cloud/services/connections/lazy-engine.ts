import type { Core } from "../../core/core";
import type { S3ForServices } from "../s3/model/ports";
import type { QueryEngine } from "../../../athena-sql/query-engine";

type EngineCore = Pick<Core, "storage" | "python" | "closing" | "processes">;

interface EngineParts {
  readonly objects: Pick<S3ForServices, "folder">;
  /** Seconds of real time after which a query fails. */
  readonly seconds: number;
}

/**
 * The query engine, opened at its first use, so that a cloud that runs no query starts without it. It is closed with
 * the cloud.
 */
export function createLazyEngine(core: EngineCore, parts: EngineParts): () => Promise<QueryEngine> {
  let opened: Promise<QueryEngine> | undefined;
  return () => {
    opened ??= open(core, parts);
    return opened;
  };
}

async function open(
  { storage, python, closing, processes }: EngineCore,
  { objects, seconds }: EngineParts,
): Promise<QueryEngine> {
  const { openEngine } = await import("../../../athena-sql/plan/open-engine");
  const engine = openEngine({
    temporary: storage.createSubfolder("athena/temporary"),
    python,
    timeoutMs: seconds * 1000,
    confine: processes.confine,
    readable: [objects.folder],
  });
  closing.add(() => engine.close());
  return engine;
}
