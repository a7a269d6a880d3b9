import { Lambda } from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { createRow, measureMs, repeat, type Row, type Run } from "./bench";
import { createClients } from "./clients";
import { startLabCloud } from "./servers";

const CODE = "exports.handler = async (event) => ({ got: event });";

/** Creates a function without a warm process. @returns its name */
async function create(lambda: Lambda): Promise<string> {
  const FunctionName = `function-${crypto.randomUUID()}`;
  await lambda.createFunction({
    FunctionName,
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Role: "arn:aws:iam::000000000000:role/lambda",
    Timeout: 60, // a busy machine takes longer than the default of 3 s
    Code: { ZipFile: zipSync({ "index.js": strToU8(CODE) }) },
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

export async function measureLambda(run: Run): Promise<Row[]> {
  // The clock runs fast, since creating a function takes a second of the cloud's time.
  const { endpoint } = await startLabCloud(run, ["--speed", "50", "--allow-code"]);
  const { lambda } = createClients({ lambda: Lambda }, { endpoint });
  const measureFirst = async (): Promise<number> => {
    const name = await create(lambda);
    return measureMs(() => call(lambda, name));
  };
  const measureNothing = () => measureMs(() => lambda.getAccountSettings({}));
  const measureBare = () => measureMs(() => execFileSync(process.execPath, ["-e", "console.log('ready')"]));
  const warm = await create(lambda);
  return [
    createRow("first call of a function", "≤ 120 ms", await repeat(10, measureFirst, 1)),
    createRow("ceiling: a bare Node process", "ms", await repeat(10, measureBare, 1)),
    createRow("warm call", "≤ 3 ms", await repeat(200, () => measureMs(() => call(lambda, warm)), 20)),
    createRow("ceiling: a call that runs nothing", "ms", await repeat(200, measureNothing, 20)),
  ];
}
