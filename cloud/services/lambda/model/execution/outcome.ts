import type { StoredVersion } from "../stored-function";
import type { Result } from "./environment";

/** The result of a call for its caller. */
export interface InvocationOutcome {
  /** JSON: the handler's return value, or the error. */
  readonly payload: Buffer;
  readonly isError: boolean;
  /** The status in the REPORT line, if the call did not end by the handler's own result. */
  readonly status?: { readonly status: "timeout" | "error"; readonly type?: string };
  /** A line that Lambda adds to the log. */
  readonly line?: string;
}

/** The largest answer of a synchronous call, in bytes. */
const MAX_BYTES = 6_291_556;

/** Recorded on AWS by LocalStack (2025-11-24, test_lambda_too_large_response). */
const RESPONSE_TOO_LARGE = createError(
  "Function.ResponseSizeTooLarge",
  `Response payload size exceeded maximum allowed payload size (${MAX_BYTES} bytes).`,
);

/** Converts the end of a call in the process to AWS's answer. @param requestId for the texts */
export function toOutcome(
  result: Result,
  requestId: string,
  { timeoutSeconds }: Pick<StoredVersion, "timeoutSeconds">,
): InvocationOutcome {
  switch (result.kind) {
    case "returned":
      return result.payload.byteLength > MAX_BYTES ? RESPONSE_TOO_LARGE : { payload: result.payload, isError: false };
    case "failed":
      return {
        payload: result.payload,
        isError: true,
        ...(result.ends ? { status: { status: "error", type: parseErrorType(result.payload) } } : {}),
      };
    case "timed out": {
      const text = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
      return {
        ...createError("Sandbox.Timedout", `RequestId: ${requestId} Error: ${text}`),
        status: { status: "timeout" },
        line: `${new Date().toISOString()} ${requestId} ${text}\n`,
      };
    }
    case "exited":
      return createExitOutcome(result, requestId);
  }
}

function createExitOutcome(
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
  return {
    ...createError("Runtime.ExitError", text),
    status: { status: "error", type },
    line: `${text}\nRuntime.ExitError`,
  };
}

/** Signals by their names in Go, in which AWS's supervisor is written. */
const SIGNALS: Readonly<Record<string, string>> = {
  SIGKILL: "killed",
  SIGABRT: "aborted",
  SIGSEGV: "segmentation fault",
  SIGTERM: "terminated",
  SIGBUS: "bus error",
};

function createError(errorType: string, errorMessage: string): InvocationOutcome {
  return { payload: Buffer.from(JSON.stringify({ errorType, errorMessage })), isError: true };
}

export function parseErrorType(payload: Buffer): string {
  const details: unknown = JSON.parse(payload.toString("utf8"));
  return typeof details === "object" && details !== null && "errorType" in details
    ? String(details.errorType)
    : "Runtime.Unknown";
}
