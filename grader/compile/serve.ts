import { UP } from "../../kernel/compile/up";
import type { CompileRequest, CompileResponse } from "./requests";
import { createResidentMemory } from "./resident-memory";

/** Answers the parent process's requests, one after the other. Ends with the parent. */
export function serve(
  askCompiler: (request: CompileRequest) => Promise<CompileResponse>,
  maxGrowthBytes: number,
): void {
  const memory = createResidentMemory(maxGrowthBytes);
  process.on("message", ({ n, request }: { n: number; request: CompileRequest }) => {
    void askCompiler(request)
      .catch((error: unknown) =>
        isTooDeep(error) ? {} : { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) },
      )
      .then((response) => process.send?.({ n, response, residentBytes: memory.measureBytes("cells" in response) }));
  });
  // The grader has ended, in any way.
  process.on("disconnect", () => process.exit());
  process.send?.(UP);
}

/**
 * Code that is nested deeper than TypeScript can follow is treated as code that takes too long, not as a fault of the
 * grader.
 */
const isTooDeep = (error: unknown): boolean => error instanceof RangeError && error.message.includes("call stack");
