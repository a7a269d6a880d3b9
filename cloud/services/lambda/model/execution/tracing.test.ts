import { InvokeCommand, UpdateFunctionConfigurationCommand, type TracingMode } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { skipIf } from "../../../../testing/skip";
import { addHeader } from "../../../../testing/add-header";
import { useCloud } from "../../../../testing/use-cloud";
import { withoutVenv } from "../../../../testing/venv";
import { testFunctions, readPrinted } from "../../testing/functions";

const CODE = `const outside = process.env._X_AMZN_TRACE_ID ?? null;
export const handler = async () => { console.log(process.env._X_AMZN_TRACE_ID); return [outside, process.env._X_AMZN_TRACE_ID]; };`;
const OWN = /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=([01])$/;
const ROOT = "Root=1-3152b799-8954dae64eda91bc9a23a7e8";
const PARENT = "Parent=7fa8c0f79203be72";

// Both recordings that the titles name are LocalStack's, of 2025-11-24.
describe("Lambda tracing", () => {
  const cloud = useCloud();
  const functions = testFunctions(cloud);
  const create = (Mode: TracingMode, code: string | Readonly<Record<string, string>> = CODE, rest = {}) =>
    functions.create(code, { TracingConfig: { Mode }, ...rest });
  /** Calls the function with a caller's trace header. */
  const invoke = (header: string, InvocationType: "Event" | "RequestResponse") => {
    const command = new InvokeCommand({ FunctionName: "f", InvocationType });
    return functions.client.send(addHeader(command, "x-amzn-trace-id", header));
  };
  const invokeTraced = async (header: string): Promise<unknown> => {
    const { Payload } = await invoke(header, "RequestResponse");
    return (JSON.parse(Buffer.from(Payload ?? []).toString()) as unknown[])[1];
  };

  for (const [mode, sampled] of [
    ["Active", "1"],
    ["PassThrough", "0"],
  ] as const)
    it(`${mode}: gives each invocation its own trace in its handler, and none outside (SVC-049, test_traceid_outside_handler)`, async () => {
      await create(mode);
      const [first, second] = [await functions.call({}), await functions.call({})].map(
        ({ payload }) => payload as string[],
      );
      expect(first?.[0]).to.equal(null);
      expect(OWN.exec(first?.[1] ?? "")?.[1]).to.equal(sampled);
      expect(second?.[1]).to.match(OWN).and.not.to.equal(first?.[1]);
    });

  it("accepts the caller's trace and its sampling decision (SVC-049, test_xray_trace_propagation)", async () => {
    await create("PassThrough");
    for (const decision of ["Sampled=0", "Sampled=1"])
      expect(await invokeTraced(`${ROOT};${PARENT};${decision}`)).to.equal(`${ROOT};${PARENT};${decision}`);
    await functions.client.updateFunctionConfiguration({ FunctionName: "f", TracingConfig: { Mode: "Active" } });
    await cloud.advance(1);
    expect(await invokeTraced(`${ROOT};${PARENT};Sampled=0`)).to.match(
      /^Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=(?!7fa8c0f79203be72)[0-9a-f]{16};Sampled=0$/,
    );
    expect(await invokeTraced(ROOT)).to.match(
      /^Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=[0-9a-f]{16};Sampled=1$/,
    );
  });

  it("passes the caller's trace to an asynchronous invocation (SVC-049)", async () => {
    await create("PassThrough");
    await invoke(`${ROOT};${PARENT};Sampled=1`, "Event");
    await cloud.advance(1);
    expect((await readPrinted(cloud, "f")).join("\n")).to.contain(`\t${ROOT};${PARENT};Sampled=1`);
  });

  it("is described, with a note that no trace is recorded", async () => {
    await create("PassThrough");
    const command = new UpdateFunctionConfigurationCommand({ FunctionName: "f", TracingConfig: { Mode: "Active" } });
    let headers: Readonly<Record<string, string>> = {};
    command.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        ({ headers } = result.response as { headers: Record<string, string> });
        return result;
      },
      { step: "deserialize", priority: "low" },
    );
    expect((await functions.client.send(command)).TracingConfig).to.deep.equal({ Mode: "Active" });
    expect(headers["x-lab-cloud-note"]).to.equal(
      "Lambda: functions get a trace id; the lab cloud records no trace, since it does not emulate X-Ray",
    );
    await cloud.advance(1);
    const { TracingConfig } = await functions.client.getFunctionConfiguration({ FunctionName: "f" });
    expect(TracingConfig).to.deep.equal({ Mode: "Active" });
  });

  it("works the same in Python (SVC-049)", async function () {
    skipIf(this, withoutVenv);
    await create(
      "Active",
      {
        "app.py": `import os
outside = os.environ.get("_X_AMZN_TRACE_ID")
def handler(event, context):
    return [outside, os.environ["_X_AMZN_TRACE_ID"]]
`,
      },
      { Runtime: "python3.12", Handler: "app.handler", Timeout: 20 },
    );
    const [outside, inside] = (await functions.call({})).payload as string[];
    expect(outside).to.equal(null);
    expect(OWN.exec(inside ?? "")?.[1]).to.equal("1");
  });
});
