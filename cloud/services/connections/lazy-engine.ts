import { fileURLToPath } from "node:url";
import type { Core } from "../../core/core";
import type { S3ForServices } from "../s3/model/ports";
import { openEngine, type QueryEngine } from "../../../athena-sql/index";

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
  const engine = await openEngine({
    temporary: storage.createSubfolder("athena/temporary"),
    python,
    timeoutMs: seconds * 1000,
    confine: processes.confine,
    readable: [objects.folder],
    builtProcess: fileURLToPath(new URL("../../dist/query-process.js", import.meta.url)),
  });
  closing.add(() => engine.close());
  return engine;
}
