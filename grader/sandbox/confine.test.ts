import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateFunctionCommand, InvokeCommand, LambdaClient, waitUntilFunctionActiveV2 } from "@aws-sdk/client-lambda";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { startCloud } from "../../cloud/index";
import type { Cloud } from "../../cloud/index";
import { bundleGrader } from "../bundle.mjs";
import { whyNotConfined } from "./bubblewrap";
import { confineIn } from "./confine";
import { DEFAULT_LIMITS } from "./limits";

const ROOT = join(import.meta.dirname, "..", "..");

/** A handler that runs what it is sent, which is what a submission's own can do anyway. */
const HANDLER = `
export const handler = async ({ code }) => {
  const run = new Function("require", "return (async () => {" + code + "})()");
  const { createRequire } = await import("node:module");
  try { return { value: await run(createRequire("/")) }; } catch (error) { return { error: error.code ?? error.cause?.code ?? error.message }; }
};
`;

const SECRET = join(ROOT, "course", "01-streaming-ingestion", "lab.ts");

describe("what a submission has its lab cloud start", function () {
  this.timeout(120_000);
  let outside: Server;
  const clouds: { cloud: Cloud; folder: string; invoke(code: string): Promise<{ value?: unknown; error?: unknown }> }[] = [];

  async function open(isConfined: boolean) {
    const folder = await mkdtemp(join(tmpdir(), "labs-test-"));
    const socket = join(folder, "s");
    const { enter } = await bundleGrader(ROOT);
    const cloud = await startCloud({
      port: 0, keys: "own", iam: "on", socket, log: () => undefined,
      ...(isConfined ? { confine: confineIn({ program: enter, root: ROOT, limits: DEFAULT_LIMITS, slot: 0, socket }) } : {}),
    });
    await chmod(socket, 0o666);
    await chmod(folder, 0o755);
    const { endpoint, region, credentials } = cloud;
    const lambda = new LambdaClient({ endpoint, region, credentials });
    const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] };
    const { Role } = await new IAMClient({ endpoint, region, credentials }).send(new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: JSON.stringify(trust) }));
    await lambda.send(new CreateFunctionCommand({
      FunctionName: "f", Runtime: "nodejs20.x", Handler: "index.handler", Role: Role?.Arn, Timeout: 20, MemorySize: 256, Code: { ZipFile: zipSync({ "index.mjs": strToU8(HANDLER) }) },
    }));
    await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 30, minDelay: 1 }, { FunctionName: "f" });
    const invoke = async (code: string) => {
      const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: "f", Payload: Buffer.from(JSON.stringify({ code })) }));
      return JSON.parse(new TextDecoder().decode(Payload)) as { value?: unknown; error?: unknown };
    };
    const opened = { cloud, folder, invoke };
    clouds.push(opened);
    return opened;
  }

  before(async function () {
    if (whyNotConfined(DEFAULT_LIMITS) !== undefined) this.skip();
    outside = createServer((_, response) => { response.end("outside"); });
    await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
    await open(true);
    await open(false);
  });
  after(async () => {
    outside?.close();
    outside?.closeAllConnections();
    for (const { cloud, folder } of clouds) {
      await cloud.stop();
      await rm(folder, { recursive: true });
    }
  });

  const both = async (code: string) => [await clouds[0]?.invoke(code), await clouds[1]?.invoke(code)];

  it("does its work, and reaches its own cloud", async () => {
    expect(await both("return 1 + 1;")).to.deep.equal([{ value: 2 }, { value: 2 }]);
    const health = 'const answer = await fetch(process.env.AWS_ENDPOINT_URL + "/_lab/health"); return answer.status;';
    expect(await both(health)).to.deep.equal([{ value: 200 }, { value: 200 }]);
  });

  it("cannot read the solution, which it could unconfined", async () => {
    expect(await both(`return require("fs").readFileSync(${JSON.stringify(SECRET)}, "utf8").length > 0;`)).to.deep.equal([{ error: "ENOENT" }, { value: true }]);
  });

  it("reaches nothing else on this machine, which it could unconfined", async () => {
    const { port } = outside.address() as AddressInfo;
    expect(await both(`return await (await fetch("http://127.0.0.1:${port}/")).text();`)).to.deep.equal([{ error: "ECONNREFUSED" }, { value: "outside" }]);
  });

  it("cannot write to this machine but into its own folder", async () => {
    const attempt = (path: string) => `require("fs").writeFileSync(${path}, "x"); require("fs").unlinkSync(${path}); return true;`;
    const place = JSON.stringify(join(tmpdir(), `labs-hostile-${process.pid}`, "x"));
    const made = `require("fs").mkdirSync(require("path").dirname(${place}), { recursive: true }); ${attempt(place)}`;
    const [confined, unconfined] = await both(made);
    // Inside, /tmp is its own, in memory.
    expect([confined, unconfined]).to.deep.equal([{ value: true }, { value: true }]);
    expect((await clouds[0]?.invoke(attempt('"/usr/labs-hostile"')))?.error).to.be.oneOf(["EROFS", "EACCES"]);
  });

  it("is nobody, without rights, and sees no other process", async () => {
    const confined = await clouds[0]?.invoke("return [process.getuid() > 1000, process.getgroups().every((group) => group > 1000)];");
    expect(confined).to.deep.equal({ value: [true, true] });
    const kill = `try { process.kill(${process.pid}, 0); return "seen"; } catch (error) { return error.code; }`;
    expect(await both(kill)).to.deep.equal([{ value: "ESRCH" }, { value: "seen" }]);
  });
});
