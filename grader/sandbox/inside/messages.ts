import type { CompiledCell } from "../../../kernel/cells";

/** A question about what the code has made: a variable, or what one of its functions returns for these arguments. Plain data both ways. */
export interface Question {
  /** Names the answer for the claims. */
  readonly id: string;
  /** The name that a cell declares. */
  readonly name: string;
  /** Call it with these; without them, its value is asked for. */
  readonly args?: readonly unknown[];
}

/** What the grader says to a sandboxed process, one JSON line each on its standard input. */
export type SandboxCommand =
  | { readonly run: "cell"; readonly cell: CompiledCell }
  | { readonly run: "ask"; readonly question: Question }
  | { readonly run: "script"; readonly file: string; readonly args: readonly string[] }
  /** The file exports `answersTo`, see `ScriptPlan`. The answers come as one message. */
  | { readonly run: "asked"; readonly file: string; readonly questions: readonly unknown[] }
  /** The wait of that number is over: the cloud's clock has moved as far. */
  | { readonly run: "on"; readonly wait: number };

/**
 * What a sandboxed process says of itself, one JSON line each on descriptor 3. A submission could forge it: it decides
 * when to look and what to tell the learner, and never a mark.
 */
export type SandboxMessage =
  /** It is up, and has loaded what it was told to load ahead. */
  | { readonly did: "ready" }
  | {
      readonly did: "cell";
      readonly id: string;
      readonly ok: boolean;
      readonly error?: string;
      /** A line each. */
      readonly remarks?: string;
      readonly output: string;
    }
  /** `json` is the answer, absent for undefined; `error` says why there is none. */
  | { readonly did: "answer"; readonly id: string; readonly json?: string; readonly error?: string }
  | { readonly did: "wait"; readonly wait: number; readonly ms: number };

/** Names the message with the answers of a script. */
export const SCRIPT_ANSWERS = "script";

/** Where things are inside. */
export const LAB_INSIDE = "/lab";
export const SOCKET_INSIDE = "/run/cloud.sock";
export const CODE_CACHE_INSIDE = "/run/packages.blob";
/** Where the connections of an engine's programs meet. */
export const PORTS_INSIDE = "/run/ports.sock";
/** Nobody else is in the sandbox's network, so the port is always free. */
export const PORT_INSIDE = 4566;

/** How a process is set up, from its environment. */
export const BRIDGE_VARIABLE = "LABS_SANDBOX_BRIDGE";
/** Packages to load ahead of the cells that import them, while the grader still compiles these; with commas between. */
export const PACKAGES_VARIABLE = "LABS_SANDBOX_PACKAGES";
/** A code cache of packages to load them by, see `loadByCodeCache`. */
export const CODE_CACHE_VARIABLE = "LABS_SANDBOX_CODE_CACHE";
/** Where AWS's SDKs find the cloud. */
export const ENDPOINT_VARIABLE = "AWS_ENDPOINT_URL";
export const ROOT_VARIABLE = "LABS_SANDBOX_ROOT";

/** What the first program in the sandbox of something that the lab cloud starts is to run: its whole environment, too. */
export interface Entered {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Of one of the programs of an engine. */
  readonly ports?: Ports;
}

/** Loopback ports on which a program answers others, and on which others answer it. */
export interface Ports {
  readonly serves: readonly number[];
  readonly reaches: readonly number[];
}

/** Why a connection comes to where ports meet: to be told of connections to a port, to open one, to answer one. */
export type Meeting = "serve" | "reach" | "answer";

/** The first bytes of such a connection: a letter and a port. */
export const HEAD = {
  bytes: 3,
  of(meeting: Meeting, port: number): Buffer {
    const head = Buffer.from(`${meeting.slice(0, 1)}..`);
    head.writeUInt16BE(port, 1);
    return head;
  },
  read(head: Buffer): { readonly meeting: Meeting | undefined; readonly port: number } {
    const letter = head.toString("latin1", 0, 1);
    const all: readonly Meeting[] = ["serve", "reach", "answer"];
    return { meeting: all.find((one) => one.startsWith(letter)), port: head.readUInt16BE(1) };
  },
};
