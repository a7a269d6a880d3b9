import { chmod, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EC2 } from "@aws-sdk/client-ec2";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { startCloud, type CloudOptions } from "../../cloud/index";
import { removeUntrustedFolder } from "../../foundation/untrusted-folder";

/**
 * Real time within which an instance of a test must have written the awaited text, and a function must have answered: Lambda's own limit
 * is measured by the cloud's clock, which nothing moves meanwhile.
 */
const MAX_MS = 60_000;

/** Options of a test's function, in addition to its code. */
interface FunctionExtras {
  readonly files?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly memoryMiB?: number;
  /** Files of a layer. */
  readonly layer?: Readonly<Record<string, string>>;
}

const createZip = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

/** A lab cloud that runs a submission's code, with methods for tests that make it run some. */
export type ConfinedCloud = Awaited<ReturnType<typeof openConfinedCloud>>;

/** @param confine makes the confinement, given the cloud's own socket; undefined to see what unconfined code does */
export async function openConfinedCloud(confine?: (socket: string) => CloudOptions["confine"]) {
  const folder = await mkdtemp(join(tmpdir(), "labs-test-"));
  const socket = join(folder, "s");
  const confined = confine?.(socket);
  const cloud = await startCloud({
    port: 0,
    speed: 0,
    // Only callers with the cloud's own keys may make it run code.
    keys: "own",
    socket,
    data: join(folder, "data"),
    log: () => undefined,
    ...(confined ? { confine: confined } : {}),
  });
  await chmod(socket, 0o666);
  await chmod(folder, 0o755);
  const { endpoint, region, credentials } = cloud;
  const config = { endpoint, region, credentials };
  const [ec2, lambda, iam] = [new EC2(config), new Lambda(config), new IAM(config)];
  const trust = {
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  const { Role } = await iam.createRole({ RoleName: "r", AssumeRolePolicyDocument: JSON.stringify(trust) });
  let count = 0;
  return {
    cloud,
    /** The folder of all the cloud's data. */
    folder,
    ec2,
    /** Launches an instance with a script as its user data. @returns the instance's id */
    async launch(script: string): Promise<string> {
      const { Instances: [{ InstanceId = "" } = {}] = [] } = await ec2.runInstances({
        ImageId: "ami-0abcdef1234567890",
        MinCount: 1,
        MaxCount: 1,
        UserData: Buffer.from(script).toString("base64"),
      });
      await cloud.clock.advance(2);
      return InstanceId;
    },
    /**
     * Waits until an instance has written `wanted`; its processes live in real time.
     *
     * @returns the instance's whole output
     */
    async waitForConsoleOutput(InstanceId: string, requested: string): Promise<string> {
      for (const until = performance.now() + MAX_MS; ;) {
        const { Output = "" } = await ec2.getConsoleOutput({ InstanceId });
        const text = Buffer.from(Output, "base64").toString();
        if (text.includes(requested)) return text;
        if (performance.now() > until) throw new Error(`${InstanceId} did not write "${requested}", but:\n${text}`);
      }
    },
    /** Makes a function and calls it once. @returns the function's answer, or its error */
    async call(Runtime: "nodejs20.x" | "python3.12", code: string, extras: FunctionExtras = {}): Promise<unknown> {
      const FunctionName = `f${++count}`;
      const { files = {}, variables = {}, memoryMiB = 256, layer } = extras;
      const publish = async (ZipFile: Uint8Array) =>
        lambda.publishLayerVersion({ LayerName: FunctionName, Content: { ZipFile } });
      const { LayerVersionArn } = layer === undefined ? {} : await publish(createZip(layer));
      const all = { [Runtime === "python3.12" ? "index.py" : "index.mjs"]: code, ...files };
      await lambda.createFunction({
        FunctionName,
        Runtime,
        Handler: "index.handler",
        Role: Role?.Arn,
        Timeout: 30,
        MemorySize: memoryMiB,
        Environment: { Variables: variables },
        Layers: LayerVersionArn === undefined ? [] : [LayerVersionArn],
        Code: { ZipFile: createZip(all) },
      });
      await cloud.clock.advance(5);
      const abortSignal = AbortSignal.timeout(MAX_MS);
      const { Payload } = await lambda.invoke({ FunctionName, Payload: "{}" }, { abortSignal });
      return JSON.parse(new TextDecoder().decode(Payload));
    },
    async close(): Promise<void> {
      for (const client of [ec2, lambda, iam]) client.destroy();
      await cloud.stop();
      removeUntrustedFolder(folder);
    },
  };
}
