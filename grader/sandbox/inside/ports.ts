import { connect, createServer, type Socket } from "node:net";
import { HEAD, PORTS_INSIDE, type ConnectionPurpose, type Ports } from "./messages";

/**
 * Opens the loopback ports that an engine's programs use to reach each other. Each program has its own network: all connections go
 * through one socket outside, see `PortExchange`.
 */
export async function openPorts({ serves, reaches }: Ports): Promise<void> {
  for (const port of serves) serve(port);
  await Promise.all(reaches.map(reach));
}

/** Serves a port: the exchange sends one byte for each connection that another program opens to the port. */
function serve(port: number): void {
  const socket = toExchange("serve", port).on("error", () => undefined);
  socket.on("data", (calls: Buffer) => {
    for (let call = 0; call < calls.byteLength; call += 1) join(connect(port, "127.0.0.1"), toExchange("answer", port));
  });
}

function reach(port: number): Promise<void> {
  const server = createServer((client) => {
    join(client, toExchange("reach", port));
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}

function toExchange(meeting: ConnectionPurpose, port: number): Socket {
  const socket = connect(PORTS_INSIDE);
  socket.write(HEAD.encode(meeting, port));
  return socket;
}

/**
 * Connects two sockets. When one closes, the other first sends all that was written, its head included: otherwise a
 * program outside would wait for an answer.
 */
function join(first: Socket, second: Socket): void {
  first.pipe(second).pipe(first);
  first.on("error", () => undefined).on("close", () => second.destroySoon());
  second.on("error", () => undefined).on("close", () => first.destroySoon());
}
