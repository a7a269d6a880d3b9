import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { channels, readConnection, type Connection } from "../jupyter/connection";
import { connectKernel, type KernelClient } from "./kernel-client";

/** A real kernel in a process of its own, as Jupyter starts it. */
export interface KernelProcess {
  readonly client: KernelClient;
  readonly process: ChildProcess;
  readonly connection: Connection;
  /** What the process itself printed, outside of any cell. */
  log(): string;
  /** Exit status, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  stop(): Promise<void>;
}

/** @param root the project that holds kernel/; `folder` where the notebook lies */
export async function startKernelProcess({ root, folder = root }: { root: string; folder?: string }): Promise<KernelProcess> {
  const files = mkdtempSync(path.join(tmpdir(), "kernel-test-"));
  const connectionFile = path.join(files, "kernel.json");
  writeFileSync(connectionFile, JSON.stringify(await freeConnection()));
  const kernel = launch({ root, folder, connectionFile });
  const connection = readConnection(connectionFile);
  const client = connectKernel(connection);
  await firstContact(client);
  return {
    ...kernel, client, connection,
    stop: async () => {
      client.close();
      kernel.process.kill("SIGKILL");
      await kernel.ended;
      rmSync(files, { recursive: true, force: true });
    },
  };
}

/** Starts the kernel as its kernelspec does, without waiting for it. */
export function launch({ root, folder, connectionFile }: { root: string; folder: string; connectionFile: string }): Pick<KernelProcess, "process" | "log" | "ended"> {
  const started = spawn(process.execPath, [path.join(root, "kernel", "start.mjs"), connectionFile], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  const keep = (chunk: string): void => { text += chunk; };
  started.stdout.setEncoding("utf8").on("data", keep);
  started.stderr.setEncoding("utf8").on("data", keep);
  const ended = once(started, "close").then(([code, signal]: (number | string | null)[]) => code ?? signal ?? "unknown");
  return { process: started, log: () => text, ended };
}

/** What Jupyter would write into a connection file, with ports that are free now. */
export async function freeConnection(): Promise<Record<string, unknown>> {
  const servers = await Promise.all(channels.map(async (channel) => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return { channel, server, port: (server.address() as AddressInfo).port };
  }));
  await Promise.all(servers.map(({ server }) => new Promise((resolve) => server.close(resolve))));
  const ports = Object.fromEntries(servers.map(({ channel, port }) => [`${channel}_port`, port]));
  return { ...ports, transport: "tcp", ip: "127.0.0.1", key: randomUUID(), signature_scheme: "hmac-sha256", kernel_name: "tslab-labs" };
}

/** A subscription takes effect a little after the connection: asks until a broadcast arrives. */
async function firstContact(client: KernelClient): Promise<void> {
  for (;;) {
    const asked = client.ask("kernel_info_request", {});
    await asked.reply;
    if (asked.published.length > 0) return;
  }
}
