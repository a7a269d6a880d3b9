import { Lambda } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { startCloud } from "../../index";
import { startCloudProcess } from "../../testing/cloud-process";
import { ROLE, createZip } from "./testing/functions";
import { waitUntil, isAlive } from "../../testing/until";

const HANDLER = `import { spawn } from "node:child_process";
const loop = ["-e", "setInterval(() => {}, 1000)"];
const pids = [process.pid, spawn(process.execPath, loop).pid, spawn(process.execPath, loop, { detached: true, stdio: "ignore" }).pid];
export const handler = async (event) => { if (event.loops) { for (;;); } return pids; };`;

const onLinux = process.platform === "linux" ? it : it.skip;

describe("Lambda functions when the cloud ends", function () {
  /** Starts a function that is frozen after a call, and one that is in an endless loop. @returns their processes */
  const listBusy = async (endpoint: string): Promise<number[]> => {
    const client = new Lambda({
      endpoint,
      region: "us-east-1",
      credentials: { accessKeyId: "any", secretAccessKey: "any" },
      maxAttempts: 1,
    });
    const pids: number[] = [];
    for (const FunctionName of ["idle", "loops"]) {
      await client.createFunction({
        FunctionName,
        Runtime: "nodejs20.x",
        Handler: "index.handler",
        Role: ROLE,
        Timeout: 60,
        Code: { ZipFile: createZip({ "index.mjs": HANDLER }) },
      });
      await waitUntil(async () => (await client.getFunctionConfiguration({ FunctionName })).State === "Active");
      const { Payload } = await client.invoke({ FunctionName });
      pids.push(...(JSON.parse(Payload?.transformToString() ?? "[]") as number[]));
    }
    // The call never gets an answer; the end of the cloud ends it.
    void client.invoke({ FunctionName: "loops", Payload: '{"loops":true}' }).catch(() => undefined);
    await client.getFunctionConfiguration({ FunctionName: "loops" });
    return pids;
  };

  onLinux("leave no process behind when the cloud is killed", async () => {
    const cloud = await startCloudProcess(["--memory", "--port", "0", "--speed", "100", "--allow-code"]);
    const pids = await listBusy(cloud.endpoint);
    expect(pids.filter(isAlive)).to.have.length(6);
    await cloud.end("SIGKILL");
    await waitUntil(() => !pids.some(isAlive));
  });
  onLinux("leave no process behind when the cloud is stopped", async () => {
    const cloud = await startCloud({ port: 0, speed: 100, allowCode: true });
    const pids = await listBusy(cloud.endpoint);
    await cloud.stop();
    await waitUntil(() => !pids.some(isAlive));
  });
});
