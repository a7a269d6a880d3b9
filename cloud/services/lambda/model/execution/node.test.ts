import { expect } from "chai";
import { useCloud } from "../../../../testing/use-cloud";
import { testFunctions, readPrinted } from "../../testing/functions";

const START = /^START RequestId: ([0-9a-f-]{36}) Version: \$LATEST\n/;
const REPORT =
  /REPORT RequestId: [0-9a-f-]{36}\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\t/;

describe("Lambda functions in Node.js", function () {
  const cloud = useCloud();
  const functions = testFunctions(cloud);
  const { create, call } = functions;

  it("return their handler's result, and null for nothing (SVC-008)", async () => {
    await create("export const handler = async (event) => event.echo;");
    expect(await call({ echo: { a: [1, "ü"] } })).to.deep.include({
      status: 200,
      error: undefined,
      payload: { a: [1, "ü"] },
    });
    expect(await call({})).to.deep.include({ payload: null });
    expect(await call(undefined)).to.deep.include({ payload: null });
    expect((await functions.client.invoke({ FunctionName: "f" })).ExecutedVersion).to.equal("$LATEST");
  });
  it("return the last 4 KB of their log to the caller, with START, END and REPORT (SVC-009)", async () => {
    await create(
      "console.log('loading'); export const handler = async () => { console.log('one\\ntwo', { a: 1 }); console.error('three'); process.stdout.write('raw\\n'); };",
    );
    const { log } = await call({});
    const id = START.exec(log)?.[1] ?? "";
    expect(
      log
        .split("\n")
        .slice(1, -1)
        .map((line) => line.replace(/^\d{4}-\S+Z/, "<time>")),
    ).to.deep.equal([
      `<time>\t${id}\tINFO\tone`,
      "two { a: 1 }",
      `<time>\t${id}\tERROR\tthree`,
      "raw",
      `END RequestId: ${id}`,
      log.split("\n").at(-2),
    ]);
    expect(log).to.match(new RegExp(`${REPORT.source}Init Duration: \\d+\\.\\d\\d ms\\t\\n$`));
    expect((await call({})).log).to.match(new RegExp(`${REPORT.source}\\n$`));
    expect((await functions.client.invoke({ FunctionName: "f" })).LogResult).to.equal(undefined);
  });
  it("write their log to the group /aws/lambda/<name>, with a stream per environment (SVC-009)", async () => {
    await create("console.log('loading'); export const handler = async () => console.log('one\\ntwo');");
    await call({});
    await call({});
    const printed = await readPrinted(cloud, "f");
    expect(printed.map((text) => text.replace(/^.*\t(INFO)/, "$1").split(" ")[0])).to.deep.equal([
      "INFO\tloading",
      "START",
      "INFO\tone\ntwo",
      "END",
      "REPORT",
      "START",
      "INFO\tone\ntwo",
      "END",
      "REPORT",
    ]);
  });
  it("can access their context, AWS's variables and the cloud", async () => {
    await create(
      `export const handler = async (event, context) => {
      const { functionName, functionVersion, memoryLimitInMB, invokedFunctionArn, awsRequestId, logGroupName, logStreamName } = context;
      const env = Object.fromEntries(["AWS_LAMBDA_FUNCTION_NAME", "_HANDLER", "AWS_REGION", "AWS_EXECUTION_ENV", "AWS_ENDPOINT_URL", "TZ", "mine"].map((name) => [name, process.env[name]]));
      return { functionName, functionVersion, memoryLimitInMB, invokedFunctionArn, awsRequestId, logGroupName, logStreamName, left: context.getRemainingTimeInMillis(), env, heap: process.execArgv.find((one) => one.startsWith("--max-old-space-size=")) };
    };`,
      { Environment: { Variables: { mine: "yes" } } },
    );
    const { payload, log } = await call({});
    const { left, ...seen } = payload as { left: number };
    expect(seen).to.deep.equal({
      functionName: "f",
      functionVersion: "$LATEST",
      memoryLimitInMB: "128",
      invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:f",
      awsRequestId: START.exec(log)?.[1],
      logGroupName: "/aws/lambda/f",
      logStreamName: (seen as { logStreamName?: string }).logStreamName,
      heap: "--max-old-space-size=115",
      env: {
        AWS_LAMBDA_FUNCTION_NAME: "f",
        _HANDLER: "index.handler",
        AWS_REGION: "us-east-1",
        AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x",
        AWS_ENDPOINT_URL: cloud.running.endpoint,
        TZ: ":UTC",
        mine: "yes",
      },
    });
    expect((seen as { logStreamName?: string }).logStreamName).to.match(/^2030\/01\/01\/\[\$LATEST\][0-9a-f]{32}$/);
    expect(left).to.be.within(1, 3000);
  });
  it("report errors with type, message and trace (SVC-010)", async () => {
    await create("export const handler = async () => { throw new TypeError('boom'); };");
    const { status, error, payload, log } = await call({});
    expect({ status, error }).to.deep.equal({ status: 200, error: "Unhandled" });
    expect(payload).to.deep.include({ errorType: "TypeError", errorMessage: "boom" });
    expect((payload as { trace: string[] }).trace.slice(0, 2)).to.deep.equal([
      "TypeError: boom",
      "    at handler (file:///var/task/index.mjs:1:44)",
    ]);
    expect(log).to.match(
      /\tERROR\tInvoke Error \t\{"errorType":"TypeError","errorMessage":"boom","stack":\["TypeError: boom",/,
    );
  });
  it("log errors without this machine's paths", async () => {
    await create("export const handler = async () => console.error(new TypeError('seen'));");
    const { log } = await call({});
    expect(log).to.contain("\tERROR\tTypeError: seen\n    at handler (file:///var/task/index.mjs:1:");
    expect(log).to.not.match(/\(file:\/\/\/(?!var\/)/);
  });
  it("support ES modules and CommonJS in files of each kind, and nested handlers", async () => {
    const sources: Readonly<Record<string, readonly [Readonly<Record<string, string>>, string]>> = {
      mjs: [{ "index.mjs": "export const handler = async () => typeof require;" }, "index.handler"],
      module: [
        {
          "index.js": "export const handler = async () => import.meta.url.startsWith('file:') && 'undefined';",
          "package.json": '{"type":"module"}',
        },
        "index.handler",
      ],
      cjs: [{ "index.cjs": "exports.handler = async () => typeof module;" }, "index.handler"],
      js: [
        {
          "src/app.js": "module.exports = { on: { event: async () => typeof require('./other') } };",
          "src/other.js": "exports.a = 1;",
        },
        "src/app.on.event",
      ],
    };
    for (const [name, [files, Handler]] of Object.entries(sources))
      await create(files, { FunctionName: name, Handler });
    const payloads = [];
    for (const FunctionName of Object.keys(sources)) payloads.push((await call({}, { FunctionName })).payload);
    expect(payloads).to.deep.equal(["undefined", "undefined", "object", "object"]);
  });
  it("can respond by callback, which waits for an empty event loop by default", async () => {
    await create({
      "index.js": `
      exports.handler = (event, context, callback) => {
        context.callbackWaitsForEmptyEventLoop = event.waits;
        let done = "early";
        setTimeout(() => { done = "late"; }, 50);
        callback(null, { get done() { return done; } });
      };`,
    });
    expect((await call({ waits: true })).payload).to.deep.equal({ done: "late" });
    expect((await call({ waits: false })).payload).to.deep.equal({ done: "early" });
  });
  it("return null if they never call back, and an error if a promise never settles", async () => {
    await create({
      "index.js": "exports.handler = (event) => (event.waits ? new Promise(() => undefined) : undefined);",
    });
    expect(await call({})).to.deep.include({ error: undefined, payload: null });
    expect((await call({ waits: true })).payload).to.deep.include({ errorType: "Runtime.NodeJsExit" });
  });
  it("pause between invocations, and continue pending work in the next one", async () => {
    await create(`let last = Date.now(), longest = 0;
      const tick = () => {
        longest = Math.max(longest, Date.now() - last);
        last = Date.now();
      };
      export const handler = async (event) => {
        if (event.starts) setInterval(tick, 1).unref();
        await new Promise((resolve) => setTimeout(resolve, 30));
        if (event.starts) longest = 0;
        return longest;
      };`);
    await call({ starts: true });
    // Another call runs between the two: the interval must not have fired meanwhile, since the environment is frozen.
    await create(
      "export const handler = async () => { const until = Date.now() + 300; while (Date.now() < until); };",
      { FunctionName: "g" },
    );
    await call({}, { FunctionName: "g" });
    expect((await call({})).payload).to.be.at.least(300);
  });
  it("keep their process for the next invocation, and lose it after ten idle minutes", async () => {
    await create("let calls = 0; export const handler = async () => [process.pid, calls += 1];");
    const [pid] = (await call({})).payload as number[];
    expect((await call({})).payload).to.deep.equal([pid, 2]);
    await cloud.advance(599);
    expect((await call({})).payload).to.deep.equal([pid, 3]);
    await cloud.advance(601);
    const [other, calls] = (await call({})).payload as number[];
    expect(calls).to.equal(1);
    expect(other).not.to.equal(pid);
  });
  it("can import AWS's SDK without bundling it, and nothing else", async () => {
    await create(`import { STSClient, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
      export const handler = async () => (await new STSClient({}).send(new GetCallerIdentityCommand({}))).Account;`);
    expect((await call({})).payload).to.equal("000000000000");
    await create("import { expect } from 'chai'; export const handler = async () => expect;", { FunctionName: "g" });
    expect((await call({}, { FunctionName: "g" })).payload).to.deep.include({ errorType: "Runtime.ImportModuleError" });
  });
  it("have their own folder for temporary files, and no access to that of the cloud's user", async () => {
    await create(
      "import { tmpdir, homedir } from 'node:os'; import { writeFileSync, readdirSync } from 'node:fs'; export const handler = async () => { writeFileSync(tmpdir() + '/a', ''); return [readdirSync(tmpdir()), homedir() === tmpdir(), Object.keys(process.env).some((name) => name.startsWith('npm_'))]; };",
    );
    expect((await call({})).payload).to.deep.equal([["a"], true, false]);
  });
  it("run in separate processes for concurrent invocations", async () => {
    await create(
      "let calls = 0; export const handler = async () => { calls += 1; await new Promise((resolve) => setTimeout(resolve, 1500)); return [process.pid, calls]; };",
    );
    const answers = await Promise.all(Array.from({ length: 8 }, () => call({})));
    expect(new Set(answers.map(({ payload }) => (payload as number[])[0])).size).to.equal(8);
  });
  it("report the memory that their process really used (SVC-009)", async () => {
    await create(
      "let held; export const handler = async ({ MiB }) => { held = Buffer.alloc(MiB * 1024 * 1024, 1); return held.length; };",
      { MemorySize: 512 },
    );
    const measureUsed = async (MiB: number): Promise<number> =>
      Number(/Max Memory Used: (\d+) MB/.exec((await call({ MiB })).log)?.[1]);
    const [little, much] = [await measureUsed(1), await measureUsed(200)];
    // Node's own memory varies with garbage collection.
    expect(little).to.be.within(20, 199);
    expect(much).to.be.within(200, 400);
    expect(much - little).to.be.within(100, 250);
    expect((await functions.client.getFunction({ FunctionName: "f" })).Configuration?.MemorySize).to.equal(512);
  });
});
