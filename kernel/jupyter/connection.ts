import { readFileSync } from "node:fs";

/** Where Jupyter wants the kernel to listen. */
export interface Connection {
  readonly transport: string;
  readonly ip: string;
  readonly key: string;
  readonly ports: Readonly<Record<Channel, number>>;
}

export const channels = ["shell", "control", "iopub", "stdin", "hb"] as const;
export type Channel = (typeof channels)[number];

/**
 * Reads the connection file that Jupyter writes for a kernel.
 *
 * @throws Error naming the file and what is wrong with it
 */
export function readConnection(file: string): Connection {
  const createConnectionError = (why: string, cause?: unknown): Error =>
    new Error(`connection file ${file}: ${why}`, { cause });
  let raw: Readonly<Record<string, unknown>>;
  try {
    raw = JSON.parse(readFileSync(file, "utf8")) as typeof raw;
  } catch (error) {
    throw createConnectionError(error instanceof Error ? error.message : "cannot be read", error);
  }
  const parsePort = (channel: Channel): number => {
    const value = raw[`${channel}_port`];
    if (typeof value !== "number" || !Number.isInteger(value) || value < 1)
      throw createConnectionError(`has no ${channel}_port`);
    return value;
  };
  const parseWord = (name: string, absent: string): string => {
    const value = raw[name] ?? absent;
    if (typeof value !== "string") throw createConnectionError(`${name} is not text`);
    return value;
  };
  const scheme = parseWord("signature_scheme", "hmac-sha256");
  if (scheme !== "hmac-sha256") throw createConnectionError(`signature scheme ${scheme} is not supported`);
  return {
    transport: parseWord("transport", "tcp"),
    ip: parseWord("ip", "127.0.0.1"),
    key: parseWord("key", ""),
    ports: {
      shell: parsePort("shell"),
      control: parsePort("control"),
      iopub: parsePort("iopub"),
      stdin: parsePort("stdin"),
      hb: parsePort("hb"),
    },
  };
}

/** The address of one socket, in ZeroMQ's form. */
export function getAddress({ transport, ip, ports }: Connection, channel: Channel): string {
  return transport === "ipc" ? `ipc://${ip}-${ports[channel]}` : `${transport}://${ip}:${ports[channel]}`;
}
