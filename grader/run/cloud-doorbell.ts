import { once } from "node:events";
import { chmod } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { removeUntrustedFolder } from "../../foundation/untrusted-folder";
import type { ReachableCloud, Sandbox } from "../sandbox/sandbox";
import { createScratchFolder } from "../sandbox/scratch";

/** Replaces the lab cloud for code that most likely calls none: it answers no request, and tells when there is one. */
export interface CloudDoorbell {
  readonly cloud: ReachableCloud;
  /** Resolves at the first connection. */
  readonly rung: Promise<void>;
  hasRung(): boolean;
  close(): void;
}

/** @param region the region of the absent cloud, as told to the code */
export async function openDoorbell(
  { isConfined }: Pick<Sandbox, "isConfined">,
  region: string,
): Promise<CloudDoorbell> {
  const folder = createScratchFolder("doorbell");
  const socket = join(folder, "cloud.sock");
  let isRung = false;
  let ringBell: () => void = () => undefined;
  const rung = new Promise<void>((resolve) => {
    ringBell = resolve;
  });
  const server = createServer((caller) => {
    isRung = true;
    ringBell();
    caller.destroy();
  });
  server.listen(isConfined ? { path: socket } : { port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  // As for a cloud's socket: the sandbox runs as another user than the grader.
  if (isConfined) await chmod(socket, 0o666);
  const port = isConfined ? undefined : (server.address() as AddressInfo).port;
  return {
    cloud: {
      endpoint: `http://127.0.0.1${port === undefined ? "" : `:${port}`}`,
      socket,
      region,
      credentials: { accessKeyId: "none", secretAccessKey: "none" },
    },
    rung,
    hasRung: () => isRung,
    close() {
      server.close();
      removeUntrustedFolder(folder);
    },
  };
}
