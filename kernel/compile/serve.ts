import type { Answer } from "./answer";
import type { NumberedAnswer, NumberedRequest } from "./requests";
import { UP } from "./up";

/** Answers the requests of the parent process in their order. This process ends when the parent does. */
export function serve(answer: Answer): void {
  const send = (message: NumberedAnswer | typeof UP): void => {
    // An error of `send` is ignored: the kernel has ended, and the event "disconnect" ends this process.
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
