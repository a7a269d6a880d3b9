import { createServer, type AddressInfo } from "node:net";
import { Failure } from "../labs/command";
import { claimPort } from "./claim-port";

const TRIES = 50;

export interface PortWish {
  /** The port that was asked for; undefined leaves the choice to us. */
  readonly wanted: number | undefined;
  /** The first to try when the choice is ours. */
  readonly first: number;
  /** The option that asks for a port, to be named in the message. */
  readonly option: string;
  /** What the port is for. */
  readonly what: string;
}

/**
 * Chooses a port on 127.0.0.1 that nobody listens on; where the choice is ours, also one that no other `npm start` has chosen.
 *
 * @throws Failure when the wanted port is taken or not allowed
 */
export async function choosePort({ wanted, first, option, what }: PortWish): Promise<number> {
  if (wanted !== undefined) {
    const fault = await bindFault(wanted);
    if (fault === undefined) {
      // A claim may outlive its process, whose number another one has got: a port that somebody names is not refused for it.
      claimPort(wanted);
      return wanted;
    }
    const why = fault === "EADDRINUSE" ? "is in use by another program" : `cannot be used (${fault})`;
    throw new Failure(
      `Port ${wanted} for ${what} ${why}. Choose another one: npm start -- ${option} ${wanted + 1}, or leave ${option} out.`,
    );
  }
  for (let port = first; port < first + TRIES; port += 1) {
    if ((await bindFault(port)) === undefined && claimPort(port)) return port;
  }
  throw new Failure(
    `No free port for ${what} from ${first} to ${first + TRIES - 1}. Name one: npm start -- ${option} <port>.`,
  );
}

/** A port on 127.0.0.1 that nobody listens on at the moment, chosen by the system. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1" }, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** The system's code for why 127.0.0.1:port cannot be listened on, or undefined when it can. */
function bindFault(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve("code" in error ? String(error.code) : error.message));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
