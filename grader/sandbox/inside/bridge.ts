import { connect, createServer } from "node:net";
import { PORT_INSIDE, SOCKET_INSIDE } from "./messages";

/**
 * Makes the cloud's socket reachable at a loopback port, byte for byte. It does not keep the process alive. No other
 * sandbox is in this network.
 */
export function openBridge(port = PORT_INSIDE): Promise<void> {
  const server = createServer((client) => {
    const cloud = connect(SOCKET_INSIDE);
    client.pipe(cloud).pipe(client);
    client.on("error", () => cloud.destroy());
    cloud.on("error", () => client.destroy());
    client.unref();
    cloud.unref();
  });
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", resolve);
    server.unref();
  });
}
