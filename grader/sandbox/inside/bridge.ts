import { connect, createServer } from "node:net";
import { PORT_INSIDE, SOCKET_INSIDE } from "./messages";

/** Makes the cloud's socket reachable at a loopback port, byte for byte; keeps no process alive. */
export function openBridge(): Promise<void> {
  const server = createServer((client) => {
    const cloud = connect(SOCKET_INSIDE);
    client.pipe(cloud).pipe(client);
    client.on("error", () => cloud.destroy());
    cloud.on("error", () => client.destroy());
    client.unref();
    cloud.unref();
  });
  return new Promise((resolve) => {
    server.listen(PORT_INSIDE, "127.0.0.1", resolve);
    server.unref();
  });
}
