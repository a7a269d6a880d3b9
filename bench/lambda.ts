import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { getMedian, type Bench, type Goal, type Row } from "./bench";
import { startLabCloud, startRivals, type Contestant } from "./contestants";
import { RIVAL_VERSIONS } from "./rivals";

const COLD = 10;
const WARM = 200;
const UNCOUNTED = 20;
const WAVES = 5;
const AT_ONCE = 50;
const HANDLERS = {
  node: {
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    file: "index.js",
    code: "exports.handler = async (event) => ({ got: event });",
  },
  python: {
    Runtime: "python3.12",
    Handler: "index.handler",
    file: "index.py",
    code: "def handler(event, context):\n    return {'got': event}\n",
  },
  slow: {
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    file: "index.js",
    code: "exports.handler = async (event) => { await new Promise((done) => setTimeout(done, 100)); return { got: event }; };",
  },
  slowPython: {
    Runtime: "python3.12",
    Handler: "index.handler",
    file: "index.py",
    code: "import time\ndef handler(event, context):\n    time.sleep(0.1)\n    return {'got': event}\n",
  },
} as const;

class Caller {
  readonly #lambda: Lambda;
  readonly #role: Promise<string>;
  #count = 0;

  constructor({ endpoint }: Contestant) {
    const config = {
      endpoint,
      region: "us-east-1",
      credentials: { accessKeyId: "any", secretAccessKey: "any" },
      maxAttempts: 1,
    };
    this.#lambda = new Lambda(config);
    // Some rivals require that the role exists.
    const trust = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    };
    this.#role = new IAM(config)
      .createRole({ RoleName: "lambda", AssumeRolePolicyDocument: JSON.stringify(trust) })
      .then(({ Role }) => Role?.Arn ?? "");
  }

  /** Creates a function without a warm process. @returns its name */
  async create(kind: keyof typeof HANDLERS): Promise<string> {
    const { file, code, Runtime, Handler } = HANDLERS[kind];
    const FunctionName = `${kind}-${(this.#count += 1)}`;
    await this.#lambda.createFunction({
      FunctionName,
      Runtime,
      Handler,
      Role: await this.#role,
      Code: { ZipFile: zipSync({ [file]: strToU8(code) }) },
    });
    while ((await this.#lambda.getFunctionConfiguration({ FunctionName })).State === "Pending") await pause(5);
    return FunctionName;
  }

  /** @returns ms from the call to its answer @throws Error if the function did not run */
  async call(FunctionName: string): Promise<number> {
    const began = performance.now();
    const { Payload } = await this.#lambda.invoke({ FunctionName, Payload: '{"a":1}' });
    const ms = performance.now() - began;
    const text = Payload?.transformToString() ?? "";
    if (text.replaceAll(" ", "") !== '{"got":{"a":1}}') throw new Error(`the function answered ${text.slice(0, 200)}`);
    return ms;
  }

  /** Times another call of the same client, which runs no function, in ms. */
  async callNothing(): Promise<number> {
    const began = performance.now();
    await this.#lambda.getAccountSettings({});
    return performance.now() - began;
  }

  async runWave(name: string): Promise<number> {
    const began = performance.now();
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.call(name)));
    return performance.now() - began;
  }
}

/** One measurement of function calls. */
interface Measure {
  readonly what: string;
  readonly goal?: Goal;
  /** @returns ms of each call */
  run(caller: Caller): Promise<number[]>;
}

const measureFirsts =
  (kind: keyof typeof HANDLERS, count: number) =>
  async (caller: Caller): Promise<number[]> => {
    // The first call warms the disk's cache.
    const all = await measureTimes(count + 1, async () => caller.call(await caller.create(kind)));
    return all.slice(1);
  };

const warm =
  (kind: keyof typeof HANDLERS) =>
  async (caller: Caller): Promise<number[]> => {
    const name = await caller.create(kind);
    const all = await measureTimes(UNCOUNTED + WARM, () => caller.call(name));
    return all.slice(UNCOUNTED);
  };

const measureWaves =
  (kind: keyof typeof HANDLERS, which: "first" | "warm") =>
  async (caller: Caller): Promise<number[]> => {
    const name = await caller.create(kind);
    const first = await caller.runWave(name);
    return which === "first" ? [first] : measureTimes(WAVES, () => caller.runWave(name));
  };

const MEASURES: readonly Measure[] = [
  { what: "first call of a function in Node.js", goal: { atMost: 120 }, run: measureFirsts("node", COLD) },
  { what: "first call of a function in Python", run: measureFirsts("python", COLD) },
  { what: "warm call in Node.js", goal: { atMost: 3 }, run: warm("node") },
  { what: "warm call in Python", run: warm("python") },
  { what: `${AT_ONCE} calls of 100 ms at once in Node.js, all first`, run: measureWaves("slow", "first") },
  { what: `${AT_ONCE} calls of 100 ms at once in Node.js, all warm`, run: measureWaves("slow", "warm") },
  { what: `${AT_ONCE} calls of 100 ms at once in Python, all warm`, run: measureWaves("slowPython", "warm") },
];

/** The ceiling: a new Node process that starts, loads a file and prints a line. */
async function measureBareStart(): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ["-e", "console.log('ready')"], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const ms = performance.now() - began;
  child.kill();
  await once(child, "close");
  return ms;
}

async function measureTimes(count: number, measure: () => Promise<number>): Promise<number[]> {
  const all: number[] = [];
  for (let turn = 0; turn < count; turn += 1) all.push(await measure());
  return all;
}

/** The row of our lead over a rival; no row, but a printed note, if the rival cannot run such functions here. */
async function compareWithOurs(
  rival: Contestant,
  caller: Caller,
  { what: label, run, ours }: Measure & { readonly ours: number },
): Promise<Row[]> {
  try {
    const original = await run(caller);
    return [
      {
        what: `  beside ${rival.name} (${getMedian(original).toFixed(1)} ms)`,
        unit: "×",
        values: original.map((ms) => ms / ours),
        goal: { atLeast: 1 },
      },
    ];
  } catch (error) {
    console.log(`  ${rival.name}, ${label}: not on this machine (${String(error).split("\n")[0]?.slice(0, 160)})`);
    return [];
  }
}

export const lambdaCalls: Bench = {
  name: "lambda",
  does: "first and warm calls of a function, and 50 at once, through the SDK, beside a bare process, MiniStack and moto.",
  beside: RIVAL_VERSIONS,
  async run(root) {
    // The clock runs fast, since creating a function takes a second of the cloud's time.
    const cloud = await startLabCloud(["--speed", "50", "--allow-code"]);
    const others = process.env["BENCH_RIVALS"] === "none" ? [] : await startRivals(root);
    try {
      const caller = new Caller(cloud);
      const callers = others.map((rival) => ({ rival, caller: new Caller(rival) }));
      const rows: Row[] = [];
      for (const measure of MEASURES) {
        const values = await measure.run(caller);
        rows.push({
          what: measure.what,
          unit: "ms",
          values,
          ...(measure.goal === undefined ? {} : { goal: measure.goal }),
        });
        for (const caller of callers)
          rows.push(...(await compareWithOurs(caller.rival, caller.caller, { ...measure, ours: getMedian(values) })));
      }
      return [
        ...rows,
        {
          what: "ceiling of a first call: a bare Node process",
          unit: "ms",
          values: await measureTimes(COLD, measureBareStart),
        },
        {
          what: "ceiling of a warm call: one that runs nothing",
          unit: "ms",
          values: await measureTimes(WARM, () => caller.callNothing()),
        },
      ];
    } finally {
      await Promise.all([cloud, ...others].map((contestant) => contestant.stop()));
    }
  },
};
