import { setTimeout as pause } from "node:timers/promises";
import { Reply, Router, XPublisher } from "zeromq";
import { getAddress, channels, type Channel, type Connection } from "./connection";

export interface Sockets {
  readonly shell: Router;
  readonly control: Router;
  /** Also receives the subscriptions. */
  readonly iopub: XPublisher;
  readonly stdin: Router;
  readonly hb: Reply;
}

/** A restarted kernel gets the ports of the kernel before it, which may need a moment to close them. */
const ATTEMPTS = 20;
const BETWEEN_ATTEMPTS_MS = 100;

/** How long messages may still go out after their socket was closed. */
const LINGER_MS = 1000;

/**
 * Opens and binds the kernel's five sockets.
 *
 * @param retrying called once for each busy address, before it is tried again
 * @throws Error naming the address that stays busy or cannot be bound; Jupyter then starts the kernel with other ports
 */
export async function openSockets(connection: Connection, retrying: (busy: string) => void): Promise<Sockets> {
  const sockets: Sockets = {
    shell: new Router({ linger: LINGER_MS }),
    control: new Router({ linger: LINGER_MS }),
    // Without a limit: a publisher at its limit drops messages, which are a learner's output, without an error.
    iopub: new XPublisher({ linger: LINGER_MS, sendHighWaterMark: 0, verbosity: "allSubs" }),
    stdin: new Router({ linger: 0 }),
    hb: new Reply({ linger: 0 }),
  };
  try {
    for (const channel of channels)
      await bind(sockets, { channel, address: getAddress(connection, channel) }, retrying);
  } catch (error) {
    closeSockets(sockets);
    throw error;
  }
  return sockets;
}

export function closeSockets(sockets: Sockets): void {
  for (const channel of channels) sockets[channel].close();
}

interface Binding {
  readonly channel: Channel;
  readonly address: string;
}

async function bind(sockets: Sockets, { channel, address }: Binding, retrying: (busy: string) => void): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await sockets[channel].bind(address);
      return;
    } catch (error) {
      const busy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (!busy || attempt === ATTEMPTS) {
        const why = busy ? "is in use by another program" : error instanceof Error ? error.message : String(error);
        throw new Error(`${address} (${channel}): ${why}`, { cause: error });
      }
      if (attempt === 1) retrying(`${address} (${channel})`);
      await pause(BETWEEN_ATTEMPTS_MS);
    }
  }
}
