/** The program of the trusted compiler's process: orders come in, answers go out, one after the other. */
import type { Order } from "./orders";
import { compilerOf } from "./carry-out";

const [root = "."] = process.argv.slice(2);
const carryOut = compilerOf(root);

process.on("message", ({ n, order }: { n: number; order: Order }) => {
  void carryOut(order)
    .catch((error: unknown) =>
      isTooDeep(error) ? {} : { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    )
    .then((answer) => process.send?.({ n, answer, residentBytes: process.memoryUsage.rss() }));
});
/** Code can be nested deeper than TypeScript can follow: that is like code that takes too long, and no fault of ours. */
const isTooDeep = (error: unknown): boolean => error instanceof RangeError && error.message.includes("call stack");

// The grader has ended, however it did.
process.on("disconnect", () => process.exit());
