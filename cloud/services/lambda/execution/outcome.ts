import type { StoredVersion } from "../functions/stored-function";
import type { Result } from "./environment";

/** What a caller learns of a call. */
export interface InvocationOutcome {
  /** JSON: what the handler gave back, or the error. */
  readonly payload: Buffer;
  readonly isError: boolean;
  /** How the REPORT line tells of an end that was none of the handler's own. */
  readonly status?: { readonly status: "timeout" | "error"; readonly type?: string };
  /** A line that Lambda writes into the log. */
  readonly line?: string;
}

/** The most that a synchronous call may answer, in bytes. */
const MOST_BYTES = 6_291_556;

/** Makes of a process's end what AWS answers. @param requestId stands in its texts */
export function outcomeOf(
  result: Result,
  requestId: string,
  { timeoutSeconds }: Pick<StoredVersion, "timeoutSeconds">,
): InvocationOutcome {
  switch (result.kind) {
    case "returned":
      return result.payload.byteLength > MOST_BYTES
        ? tooLarge(result.payload.byteLength)
        : { payload: result.payload, isError: false };
    case "failed":
      return {
        payload: result.payload,
        isError: true,
        ...(result.ends ? { status: { status: "error", type: errorTypeOf(result.payload) } } : {}),
      };
    case "timed out": {
      const text = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
      return {
        ...error("Sandbox.Timedout", `RequestId: ${requestId} Error: ${text}`),
        status: { status: "timeout" },
        line: `${new Date().toISOString()} ${requestId} ${text}\n`,
      };
    }
    case "exited":
      return exited(result, requestId);
  }
}

function exited(
  { ended: { code, signal, error: why }, ranOut }: Result & { readonly kind: "exited" },
  requestId: string,
): InvocationOutcome {
  const how =
    why !== undefined
      ? `Runtime could not be started: ${why}`
      : signal !== null
        ? `Runtime exited with error: signal: ${SIGNALS[signal] ?? signal}`
        : code === 0
          ? "Runtime exited without providing a reason"
          : `Runtime exited with error: exit status ${code}`;
  const type = ranOut ? "Runtime.OutOfMemory" : "Runtime.ExitError";
  const text = `RequestId: ${requestId} Error: ${how}`;
  return { ...error("Runtime.ExitError", text), status: { status: "error", type }, line: `${text}\nRuntime.ExitError` };
}

/** As Go, in which AWS's supervisor is written, calls them. */
const SIGNALS: Readonly<Record<string, string>> = {
  SIGKILL: "killed",
  SIGABRT: "aborted",
  SIGSEGV: "segmentation fault",
  SIGTERM: "terminated",
  SIGBUS: "bus error",
};

const tooLarge = (bytes: number): InvocationOutcome =>
  error(
    "Function.ResponseSizeTooLarge",
    `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${MOST_BYTES} bytes).`,
  );

const error = (errorType: string, errorMessage: string): InvocationOutcome => ({
  payload: Buffer.from(JSON.stringify({ errorType, errorMessage })),
  isError: true,
});

/** The type in an error, as callers see it. */
export function errorTypeOf(payload: Buffer): string {
  const told: unknown = JSON.parse(payload.toString("utf8"));
  return typeof told === "object" && told !== null && "errorType" in told ? String(told.errorType) : "Runtime.Unknown";
}
