import { expect } from "chai";
import { catchFault, useCloud } from "../../../../testing/use-cloud";
import { testFunctions, type CallResult } from "../../testing/functions";
import { waitUntil, isAlive } from "../../../../testing/until";

describe("misbehaving Lambda functions", () => {
  const cloud = useCloud();
  const functions = testFunctions(cloud);
  const { create, call } = functions;
  /** Checks that other functions still work. */
  const checkOtherFunctions = async (): Promise<void> => {
    await create("export const handler = async () => 'fine';", { FunctionName: "other" });
    expect((await call({}, { FunctionName: "other" })).payload).to.equal("fine");
  };
  const getRequestId = ({ log }: CallResult): string => /START RequestId: (\S+)/.exec(log)?.[1] ?? "";

  it("are ended after their timeout, however they spend it (SVC-011)", async () => {
    await create(
      "export const handler = async (event) => { if (event.loops) for (;;); await new Promise((resolve) => setTimeout(resolve, 60_000)); };",
      { Timeout: 1 },
    );
    for (const loops of [false, true]) {
      const called = await call({ loops });
      expect(called.error).to.equal("Unhandled");
      expect(called.payload).to.deep.equal({
        errorType: "Sandbox.Timedout",
        errorMessage: `RequestId: ${getRequestId(called)} Error: Task timed out after 1.00 seconds`,
      });
      expect(called.log).to.match(/^\S+Z \S+ Task timed out after 1\.00 seconds\n\nEND /m);
      expect(called.log).to.match(/\tDuration: 1000\.00 ms\tBilled Duration: 1000 ms\t.*\tStatus: timeout\t\n$/);
    }
    await checkOtherFunctions();
  });
  it("are reported as exited if they end their process (SVC-011)", async () => {
    await create(
      "export const handler = async ({ status, signal }) => { if (signal) process.kill(process.pid, signal); process.exit(status); };",
    );
    const invokeToEnd = async (event: object): Promise<unknown> => {
      const called = await call(event);
      expect(called.error).to.equal("Unhandled");
      const { errorType, errorMessage } = called.payload as { errorType: string; errorMessage: string };
      return [errorType, errorMessage.replace(getRequestId(called), "<id>")];
    };
    expect(await invokeToEnd({ status: 0 })).to.deep.equal([
      "Runtime.ExitError",
      "RequestId: <id> Error: Runtime exited without providing a reason",
    ]);
    expect(await invokeToEnd({ status: 3 })).to.deep.equal([
      "Runtime.ExitError",
      "RequestId: <id> Error: Runtime exited with error: exit status 3",
    ]);
    expect(await invokeToEnd({ signal: "SIGKILL" })).to.deep.equal([
      "Runtime.ExitError",
      "RequestId: <id> Error: Runtime exited with error: signal: killed",
    ]);
    await checkOtherFunctions();
  });
  it("are ended if they exceed their memory", async () => {
    await create(
      "const held = []; export const handler = async ({ heap }) => { for (;;) { held.push(heap ? Array(1e6).fill({}) : Buffer.alloc(4e6, 1)); await null; if (!heap) await new Promise(setImmediate); } };",
      { Timeout: 20 },
    );
    for (const [heap, how] of [
      [false, "killed"],
      [true, "aborted"],
    ] as const) {
      const called = await call({ heap });
      expect(called.payload).to.deep.equal({
        errorType: "Runtime.ExitError",
        errorMessage: `RequestId: ${getRequestId(called)} Error: Runtime exited with error: signal: ${how}`,
      });
      expect(called.log).to.match(
        /Max Memory Used: \d+ MB\t.*Status: error\tError Type: Runtime\.(OutOfMemory|ExitError)\t\n$/,
      );
    }
    await checkOtherFunctions();
  });
  it("are ended if a program started by one of their threads exceeds their memory", async () => {
    const holds = "const held = []; setInterval(() => held.length < 200 && held.push(Buffer.alloc(4e6, 1)), 1)";
    const starts = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(holds)}])`;
    await create(
      `import { Worker } from "node:worker_threads";
      export const handler = () => new Promise(() => new Worker(${JSON.stringify(starts)}, { eval: true }));`,
      { Timeout: 60 },
    );
    const called = await call({});
    expect(called.payload).to.deep.equal({
      errorType: "Runtime.ExitError",
      errorMessage: `RequestId: ${getRequestId(called)} Error: Runtime exited with error: signal: killed`,
    });
    await checkOtherFunctions();
  });
  it("take their child processes with them", async () => {
    await create(`import { spawn } from "node:child_process";
      export const handler = async () => {
        const loop = ["-e", "setInterval(() => {}, 1000)"];
        const pids = [spawn(process.execPath, loop), spawn(process.execPath, loop, { detached: true, stdio: "ignore" })].map(({ pid }) => pid);
        console.log(JSON.stringify(pids));
        process.exit(1);
      };`);
    const { log } = await call({});
    const pids = JSON.parse(/\[\d+,\d+\]/.exec(log)?.[0] ?? "[]") as number[];
    expect(pids).to.have.length(2);
    // The processes were killed; the system takes a moment to remove them.
    await waitUntil(() => !pids.some(isAlive));
    await checkOtherFunctions();
  });
  it("can print megabytes, but the excess is dropped and reported", async () => {
    await create(
      "export const handler = async () => { for (let i = 0; i < 20; i += 1) console.log('x'.repeat(1024 * 1024)); return 'done'; };",
      { Timeout: 20 },
    );
    const { payload, log } = await call({});
    expect(payload).to.equal("done");
    expect(log).to.match(/leaves out what this call prints beyond 10 MiB\.\nEND /);
    expect(Buffer.byteLength(log)).to.be.at.most(4096);
  });
  it("can't return more than 6 MB", async () => {
    await create("export const handler = async ({ length }) => 'x'.repeat(length);");
    expect(((await call({ length: 6_291_554 })).payload as string).length).to.equal(6_291_554);
    expect(await call({ length: 6_291_555 })).to.deep.include({
      error: "Unhandled",
      payload: {
        errorType: "Function.ResponseSizeTooLarge",
        errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
      },
    });
  });
  it("are reported if they return a value that isn't JSON", async () => {
    await create(
      "export const handler = async ({ kind }) => { if (kind === 'bigint') return 1n; const loop = {}; loop.loop = loop; return loop; };",
    );
    for (const kind of ["bigint", "loop"])
      expect((await call({ kind })).payload)
        .to.have.property("errorMessage")
        .that.matches(/^Unable to stringify response body/);
  });
  it("are reported if they throw a value that isn't an error, outside their promise or in another one", async () => {
    await create({
      "index.js": `exports.handler = async ({ kind }) => {
      if (kind === "text") throw "just text";
      if (kind === "later") setTimeout(() => { throw new RangeError("later"); }, 1);
      if (kind === "promise") Promise.reject(new Error("lost"));
      await new Promise((resolve) => setTimeout(resolve, 1000));
    };`,
    });
    expect((await call({ kind: "text" })).payload).to.deep.equal({
      errorType: "string",
      errorMessage: "just text",
      trace: [],
    });
    expect((await call({ kind: "later" })).payload).to.deep.include({ errorType: "RangeError", errorMessage: "later" });
    expect((await call({ kind: "promise" })).payload).to.deep.include({
      errorType: "Runtime.UnhandledPromiseRejection",
      errorMessage: "Error: lost",
    });
    expect((await call({ kind: "text" })).payload).to.deep.include({ errorType: "string" });
  });

  const broken: readonly (readonly [string, Readonly<Record<string, string>>, string, RegExp])[] = [
    [
      "no such file",
      { "other.js": "" },
      "Runtime.ImportModuleError",
      /^Error: Cannot find module 'index'\nRequire stack:/,
    ],
    [
      "a missing package",
      { "index.js": "require('left-pad')" },
      "Runtime.ImportModuleError",
      /^Error: Cannot find module 'left-pad'/,
    ],
    [
      "no such export",
      { "index.js": "exports.other = 1" },
      "Runtime.HandlerNotFound",
      /^index\.handler is undefined or not exported$/,
    ],
    [
      "broken syntax",
      { "index.js": "exports.handler = async ( => 1" },
      "Runtime.UserCodeSyntaxError",
      /^SyntaxError: /,
    ],
    [
      "ES modules in a file of CommonJS",
      { "index.js": "export const handler = async () => 1" },
      "Runtime.UserCodeSyntaxError",
      /^SyntaxError: Unexpected token 'export'$/,
    ],
    ["an error while loading", { "index.js": "null.x" }, "TypeError", /^Cannot read properties of null/],
  ];
  for (const [title, files, errorType, message] of broken) {
    it(`are reported as ${errorType} for ${title}`, async () => {
      await create(files);
      const { error, payload } = await call({});
      expect(error).to.equal("Unhandled");
      expect(payload).to.include({ errorType });
      expect((payload as { errorMessage: string }).errorMessage).to.match(message);
    });
  }
  it("get an AWS error for events that are too large or aren't JSON", async () => {
    await create("export const handler = async () => 1;");
    expect(await catchFault(call(undefined, { Payload: "hello" }))).to.include({
      name: "InvalidRequestContentException",
    });
    expect(await catchFault(call("x".repeat(6_291_456)))).to.include({ name: "RequestTooLargeException" });
    expect(await catchFault(call("x".repeat(1_048_576), { InvocationType: "Event", LogType: "None" }))).to.include({
      name: "RequestTooLargeException",
    });
  });
  it("work after they are fixed", async () => {
    await create("export const handler = async () => 1;", { Handler: "index.wrong" });
    expect((await call({})).error).to.equal("Unhandled");
    await functions.client.updateFunctionConfiguration({ FunctionName: "f", Handler: "index.handler" });
    await cloud.advance(1);
    expect((await call({})).payload).to.equal(1);
  });
});
