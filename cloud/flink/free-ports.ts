import { once } from "node:events";
import { createServer, type Server } from "node:net";

/** `count` different ports on 127.0.0.1 that are free at this moment. */
export async function findFreePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map(getPort);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}

function getPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server listens on no port");
  return address.port;
}
