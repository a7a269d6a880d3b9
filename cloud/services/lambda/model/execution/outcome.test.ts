import { expect } from "chai";
import type { Result } from "./environment";
import { parseErrorType, toOutcome, type InvocationOutcome } from "./outcome";

const ID = "8f2b0b4e-0000-4000-8000-000000000000";
const LIMITS = { timeoutSeconds: 2.5 };
const MAX_BYTES = 6_291_556;
const encodeText = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const createExited = (ended: Partial<(Result & { kind: "exited" })["ended"]>, ranOut = false): Result => ({
  kind: "exited",
  ended: { code: null, signal: null, ...ended },
  ranOut,
});
/** The outcome with its payload read. */
const read = ({ payload, ...rest }: InvocationOutcome): object => ({ ...rest, payload: JSON.parse(String(payload)) });

// Texts as in AWS's logs: https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
describe("the outcome of an invocation", () => {
  it("is the handler's result, up to the maximum size", () => {
    const getOutcome = (payload: Buffer) => toOutcome({ kind: "returned", payload }, ID, LIMITS);
    expect(getOutcome(encodeText({ a: 1 }))).to.deep.equal({ payload: encodeText({ a: 1 }), isError: false });
    expect(getOutcome(Buffer.alloc(MAX_BYTES, "1")).isError).to.equal(false);
    expect(read(getOutcome(Buffer.alloc(MAX_BYTES + 1, "1")))).to.deep.equal({
      isError: true,
      payload: {
        errorType: "Function.ResponseSizeTooLarge",
        errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_BYTES} bytes).`,
      },
    });
  });

  it("is the handler's error, with a status only if the runtime ends with it", () => {
    const payload = encodeText({ errorType: "TypeError", errorMessage: "boom" });
    const getOutcome = (ends: boolean) => toOutcome({ kind: "failed", payload, ends }, ID, LIMITS);
    expect(getOutcome(false)).to.deep.equal({ payload, isError: true });
    expect(getOutcome(true)).to.deep.equal({ payload, isError: true, status: { status: "error", type: "TypeError" } });
    for (const [details, type] of [
      [{ errorType: 7 }, "7"],
      [{}, "Runtime.Unknown"],
      [null, "Runtime.Unknown"],
      ["TypeError", "Runtime.Unknown"],
    ] as const)
      expect(parseErrorType(encodeText(details))).to.equal(type);
  });

  it("reports a timeout together with the function's own response", () => {
    const { line = "", ...rest } = toOutcome({ kind: "timed out" }, ID, LIMITS);
    expect(line).to.match(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z ${ID} Task timed out after 2\\.50 seconds\\n$`));
    expect(read(rest)).to.deep.equal({
      isError: true,
      status: { status: "timeout" },
      payload: {
        errorType: "Sandbox.Timedout",
        errorMessage: `RequestId: ${ID} Error: Task timed out after 2.50 seconds`,
      },
    });
  });

  for (const [title, result, how, type = "Runtime.ExitError"] of [
    ["without a reason", createExited({ code: 0 }), "Runtime exited without providing a reason"],
    ["with a status", createExited({ code: 3 }), "Runtime exited with error: exit status 3"],
    ["by a signal", createExited({ signal: "SIGSEGV" }), "Runtime exited with error: signal: segmentation fault"],
    ["by another signal", createExited({ signal: "SIGHUP" }), "Runtime exited with error: signal: SIGHUP"],
    ["before it began", createExited({ error: "ENOENT" }), "Runtime could not be started: ENOENT"],
    [
      "for its memory",
      createExited({ signal: "SIGKILL" }, true),
      "Runtime exited with error: signal: killed",
      "Runtime.OutOfMemory",
    ],
  ] as const)
    it(`reports a process that ended ${title}`, () => {
      const errorMessage = `RequestId: ${ID} Error: ${how}`;
      expect(read(toOutcome(result, ID, LIMITS))).to.deep.equal({
        isError: true,
        status: { status: "error", type },
        line: `${errorMessage}\nRuntime.ExitError`,
        payload: { errorType: "Runtime.ExitError", errorMessage },
      });
    });
});
