import type { ServiceCalls } from "./service-calls";

/** The result of a transformation, as Firehose expects it from Lambda. */
type Answer = { readonly kind: "returned"; readonly payload: string } | { readonly kind: "failed" };

/** The longest time that Firehose waits for a function, whatever the function's own timeout is (FH-100). */
const MAX_MS = 300_000;
/** The largest payload of a call, in bytes (FH-100). */
const MAX_BYTES = 6_291_456;

/** Functions as Firehose calls them for its transformations. */
export const createFirehoseCaller = (
  calls: ServiceCalls,
): { invoke(arn: string, payload: string): Promise<Answer> } => ({
  async invoke(arn, payload) {
    const bytes = Buffer.from(payload);
    if (bytes.byteLength > MAX_BYTES) return { kind: "failed" };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), MAX_MS).unref();
    });
    const answer = await Promise.race([
      calls.call({ target: arn, payload: bytes, caller: "firehose.amazonaws.com" }),
      late,
    ]);
    clearTimeout(timer);
    if (answer === undefined || answer.kind === "refused" || answer.isError) return { kind: "failed" };
    return { kind: "returned", payload: answer.payload.toString("utf8") };
  },
});
