import { Lambda } from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { measureMs, type Bench } from "./bench";
import { startLabCloud } from "./contestants";

const COLD = 10;
const WARM = 200;
const UNCOUNTED = 20;
const AT_ONCE = 50;
const QUICK = "exports.handler = async (event) => ({ got: event });";
const SLOW =
  "exports.handler = async (event) => { await new Promise((done) => setTimeout(done, 100)); return { got: event }; };";

/** Creates a function without a warm process. @returns its name */
async function create(lambda: Lambda, code: string): Promise<string> {
  const FunctionName = `function-${crypto.randomUUID()}`;
  await lambda.createFunction({
    FunctionName,
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Role: "arn:aws:iam::000000000000:role/lambda",
    Timeout: 60, // a busy machine takes longer than the default of 3 s
    Code: { ZipFile: zipSync({ "index.js": strToU8(code) }) },
  });
  while ((await lambda.getFunctionConfiguration({ FunctionName })).State === "Pending") await pause(5);
  return FunctionName;
}

/** @throws Error if the function did not run */
async function call(lambda: Lambda, FunctionName: string): Promise<void> {
  const { Payload } = await lambda.invoke({ FunctionName, Payload: '{"a":1}' });
  const text = Payload?.transformToString() ?? "";
  if (text !== '{"got":{"a":1}}') throw new Error(`the function answered ${text.slice(0, 200)}`);
}

/** Times some work again and again; the first times don't count. */
async function measureEach(counted: number, uncounted: number, work: () => unknown): Promise<number[]> {
  const all: number[] = [];
  while (all.length < counted + uncounted) all.push(await measureMs(work));
  return all.slice(uncounted);
}

export const lambdaCalls: Bench = {
  name: "lambda",
  does: `first and warm calls of a function, and ${AT_ONCE} at once, through the SDK, beside a bare Node process and a call that runs nothing.`,
  async run() {
    // The clock runs fast, since creating a function takes a second of the cloud's time.
    const cloud = await startLabCloud(["--speed", "50", "--allow-code"]);
    const credentials = { accessKeyId: "any", secretAccessKey: "any" };
    const lambda = new Lambda({ endpoint: cloud.endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
    try {
      const first: number[] = [];
      // The first call warms the disk's cache.
      for (let turn = -1; turn < COLD; turn += 1) {
        const name = await create(lambda, QUICK);
        const ms = await measureMs(() => call(lambda, name));
        if (turn >= 0) first.push(ms);
      }
      const bare = await measureEach(COLD, 1, () => execFileSync(process.execPath, ["-e", "console.log('ready')"]));
      const warm = await create(lambda, QUICK);
      const slow = await create(lambda, SLOW);
      const callAtOnce = () => Promise.all(Array.from({ length: AT_ONCE }, () => call(lambda, slow)));
      return [
        { what: "first call of a function", unit: "ms", values: first, goal: { atMost: 120 } },
        { what: "ceiling: a bare Node process", unit: "ms", values: bare },
        {
          what: "warm call",
          unit: "ms",
          values: await measureEach(WARM, UNCOUNTED, () => call(lambda, warm)),
          goal: { atMost: 3 },
        },
        {
          what: "ceiling: a call that runs nothing",
          unit: "ms",
          values: await measureEach(WARM, UNCOUNTED, () => lambda.getAccountSettings({})),
        },
        { what: `${AT_ONCE} calls of 100 ms at once, all first`, unit: "ms", values: [await measureMs(callAtOnce)] },
        {
          what: `${AT_ONCE} calls of 100 ms at once, all warm`,
          unit: "ms",
          values: await measureEach(5, 0, callAtOnce),
        },
      ];
    } finally {
      lambda.destroy();
      await cloud.stop();
    }
  },
};
