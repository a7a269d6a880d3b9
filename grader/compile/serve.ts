import { UP } from "../../kernel/compile/up";
import type { CompileRequest, CompileResponse } from "./requests";
import { createResidentMemory } from "./resident-memory";

/** Answers the requests that come from the process which started this one, one after the other. Ends with it. */
export function serve(
  askCompiler: (request: CompileRequest) => Promise<CompileResponse>,
  mostGrowthBytes: number,
): void {
  const memory = createResidentMemory(mostGrowthBytes);
  process.on("message", ({ n, request }: { n: number; request: CompileRequest }) => {
    void askCompiler(request)
      .catch((error: unknown) =>
        isTooDeep(error) ? {} : { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) },
      )
      .then((response) => process.send?.({ n, response, residentBytes: memory.told("cells" in response) }));
  });
  // The grader has ended, however it did.
  process.on("disconnect", () => process.exit());
  process.send?.(UP);
}

/** Code can be nested deeper than TypeScript can follow: that is like code that takes too long, and no fault of ours. */
const isTooDeep = (error: unknown): boolean => error instanceof RangeError && error.message.includes("call stack");
