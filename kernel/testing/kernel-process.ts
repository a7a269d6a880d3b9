import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { channels, readConnection, type Connection } from "../jupyter/connection";
import { connectKernel, type KernelClient } from "./kernel-client";

export const projectRoot = path.resolve(import.meta.dirname, "..", "..");

/** A kernel's process. */
export interface LaunchedKernel {
  readonly process: ChildProcess;
  /** The process's own output, outside of any cell. */
  log(): string;
  /** Resolves when the process has printed `part`. */
  waitForLog(part: string): Promise<void>;
  /** Exit status, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** A real kernel in its own process, as Jupyter starts it, with a client connected. */
export interface KernelProcess extends LaunchedKernel {
  readonly client: KernelClient;
  readonly connection: Connection;
  stop(): Promise<void>;
}

interface KernelFolders {
  /** The project that cells import from. */
  readonly root: string;
  /** Where the notebook lies. */
  readonly folder: string;
}

/**
 * Starts a kernel and connects to it.
 *
 * @param env replaces variables of this process; undefined removes one
 */
export async function startKernelProcess(folders: KernelFolders, env?: NodeJS.ProcessEnv): Promise<KernelProcess> {
  const files = mkdtempSync(path.join(tmpdir(), "kernel-test-"));
  const connectionFile = path.join(files, "kernel.json");
  writeFileSync(connectionFile, JSON.stringify(await createFreeConnection()));
  const kernel = launch(folders, connectionFile, env);
  const connection = readConnection(connectionFile);
  const client = connectKernel(connection);
  await makeFirstContact(client);
  return {
    ...kernel,
    client,
    connection,
    stop: async () => {
      client.close();
      kernel.process.kill("SIGKILL");
      await kernel.ended;
      rmSync(files, { recursive: true, force: true });
    },
  };
}

/** Starts a kernel as its kernelspec does, without waiting for it. */
export function launch(
  { root, folder }: KernelFolders,
  connectionFile: string,
  more: NodeJS.ProcessEnv = {},
): LaunchedKernel {
  const start = path.join(projectRoot, "kernel", "start.mjs");
  const env = { ...process.env, ...more, NODE_NO_WARNINGS: "1" };
  const started = spawn(process.execPath, [start, connectionFile, "--root", root], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const logged = new EventEmitter();
  const keep = (chunk: string): void => {
    text += chunk;
    logged.emit("text");
  };
  started.stdout.setEncoding("utf8").on("data", keep);
  started.stderr.setEncoding("utf8").on("data", keep);
  const ended = once(started, "close").then(
    ([code, signal]: (number | string | null)[]) => code ?? signal ?? "unknown",
  );
  return {
    process: started,
    ended,
    log: () => text,
    waitForLog: async (part) => {
      while (!text.includes(part)) await once(logged, "text");
    },
  };
}

/** The contents of a connection file as Jupyter would write it, with ports that are free now. */
export async function createFreeConnection(): Promise<Record<string, unknown>> {
  const servers = await Promise.all(
    channels.map(async (channel) => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      return { channel, server, port: (server.address() as AddressInfo).port };
    }),
  );
  await Promise.all(servers.map(({ server }) => new Promise((resolve) => server.close(resolve))));
  const ports = Object.fromEntries(servers.map(({ channel, port }) => [`${channel}_port`, port]));
  return {
    ...ports,
    transport: "tcp",
    ip: "127.0.0.1",
    key: randomUUID(),
    signature_scheme: "hmac-sha256",
    kernel_name: "tslab-labs",
  };
}

/** A subscription takes effect a little after the connection: sends requests until a broadcast arrives. */
async function makeFirstContact(client: KernelClient): Promise<void> {
  for (;;) {
    const pendingRequest = client.ask("kernel_info_request", {});
    await pendingRequest.reply;
    if (pendingRequest.published.length > 0) return;
  }
}
