import { connect, createServer } from "node:net";
import type { Socket } from "node:net";
import { HEAD, PORTS_INSIDE } from "./messages";
import type { Meeting, Ports } from "./messages";

/**
 * Opens the loopback ports by which the programs of an engine reach each other, each in a network of its own: their connections meet at one
 * socket outside, see `PortExchange`.
 */
export async function openPorts({ serves, reaches }: Ports): Promise<void> {
  for (const port of serves) serve(port);
  await Promise.all(reaches.map(reach));
}

/** Told of each connection that somebody opens to the port, in a byte. */
function serve(port: number): void {
  const told = toExchange("serve", port).on("error", () => undefined);
  told.on("data", (calls: Buffer) => {
    for (let call = 0; call < calls.byteLength; call += 1) join(connect(port, "127.0.0.1"), toExchange("answer", port));
  });
}

function reach(port: number): Promise<void> {
  const server = createServer((client) => {
    join(client, toExchange("reach", port));
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}

function toExchange(meeting: Meeting, port: number): Socket {
  const socket = connect(PORTS_INSIDE);
  socket.write(HEAD.of(meeting, port));
  return socket;
}

/** What was written is sent before either ends, the head too: else somebody outside would wait for an answer. */
function join(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  one.on("error", () => undefined).on("close", () => other.destroySoon());
  other.on("error", () => undefined).on("close", () => one.destroySoon());
}
