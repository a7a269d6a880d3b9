import { createServer, type AddressInfo } from "node:net";
import { Failure } from "../labs/command";
import { claimPort } from "./claim-port";

const TRIES = 50;

interface PortRequest {
  /** The port that the person requested; undefined if any port will do. */
  readonly requested: number | undefined;
  /** The first port to try if any port will do. */
  readonly first: number;
  /** The option that sets the port, for messages. */
  readonly option: string;
  /** The program that uses the port, for messages. */
  readonly what: string;
}

/**
 * Chooses a port on 127.0.0.1 that no process listens on; if any port will do, also one that no other `npm start` has chosen.
 *
 * @throws Failure if the wanted port is taken or not allowed
 */
export async function choosePort({ requested, first, option, what: label }: PortRequest): Promise<number> {
  if (requested !== undefined) {
    const fault = await bindFault(requested);
    if (fault === undefined) {
      // The result is ignored: an old claim may name an id that another process has now, so a port that the person asked for
      // is not refused for a claim.
      claimPort(requested);
      return requested;
    }
    const why = fault === "EADDRINUSE" ? "is in use by another program" : `cannot be used (${fault})`;
    throw new Failure(
      `Port ${requested} for ${label} ${why}. Choose another one: npm start -- ${option} ${requested + 1}, or leave ${option} out.`,
    );
  }
  for (let port = first; port < first + TRIES; port += 1) {
    if ((await bindFault(port)) === undefined && claimPort(port)) return port;
  }
  throw new Failure(
    `No free port for ${label} from ${first} to ${first + TRIES - 1}. Name one: npm start -- ${option} <port>.`,
  );
}

/** A port on 127.0.0.1 that no process listens on at the moment, chosen by the system. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1" }, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** The system's error code if a process cannot listen on 127.0.0.1:port; undefined if it can. */
export function bindFault(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve("code" in error ? String(error.code) : error.message));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
