import type { Answer } from "./answer";
import type { NumberedAnswer, NumberedRequest } from "./requests";
import { UP } from "./up";

/** Answers the requests that come from the process which started this one, in their order. Ends with it. */
export function serve(answer: Answer): void {
  const send = (message: NumberedAnswer | typeof UP): void => {
    // A kernel that has ended wants no answer; that it has is told by "disconnect".
    process.send?.(message, undefined, undefined, () => undefined);
  };
  process.on("message", ({ n, request }: NumberedRequest) => {
    try {
      send({ n, answer: answer(request) });
    } catch (error) {
      send({ n, fault: error instanceof Error ? error.message : String(error) });
    }
  });
  process.on("disconnect", () => process.exit());
  send(UP);
}
