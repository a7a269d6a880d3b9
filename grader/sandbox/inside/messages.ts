import type { CompiledCell } from "../../../kernel/cells";

/**
 * A question to the code that has run: the value of a variable, or the result of a function for these arguments.
 * Question and answer are plain data.
 */
export interface Question {
  /** The id that claims use to find the answer. */
  readonly id: string;
  /** The name of the variable or function, as a cell declares it. */
  readonly name: string;
  /** Arguments of the function; without them, the question is for the variable's value. */
  readonly args?: readonly unknown[];
  /** The question is for the cells' own calls of the function: the answer is a list of `CellCall`. */
  readonly calls?: true;
  /** The question runs a cell again, with other results of the function: the answer is whether the cell ended without an error. */
  readonly again?: CellRepetition;
  /** The question also counts if the cell declared the name before it stopped: later lines must not cost the mark of an earlier answer. */
  readonly evenIfStopped?: true;
}

/** How a cell runs again, to find out whether it uses a function's result: claims look at what it then does in the cloud. */
export interface CellRepetition {
  readonly cell: string;
  /** Added to each number that the function returns. */
  readonly addend: number;
  /** Other values of variables that the cell reads, such as the name of a resource, so that it creates another one. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** A call that a cell has made of a function of another cell. */
export interface CellCall {
  /** The id of the cell that was running. */
  readonly cell: string;
  readonly args: readonly unknown[];
}

/** The grader's commands to a sandboxed process, one JSON line each on its standard input. */
export type SandboxCommand =
  /** `watch` names functions of cells whose calls by later cells are kept. */
  | { readonly run: "cell"; readonly cell: CompiledCell; readonly watch?: readonly string[] }
  | { readonly run: "ask"; readonly question: Question }
  | { readonly run: "script"; readonly file: string; readonly args: readonly string[] }
  /** Runs a file that exports `answerQuestions`, see `ScriptPlan`. The answers come in one message. */
  | { readonly run: "asked"; readonly file: string; readonly questions: readonly unknown[] }
  /** The wait with this number is over: the cloud's clock has moved by its duration. */
  | { readonly run: "on"; readonly wait: number };

/**
 * Messages of a sandboxed process, one JSON line each on descriptor 3. A submission could forge them: they decide when
 * the grader looks and what it tells the learner, but never a mark.
 */
export type SandboxMessage =
  /** The process has started, and has loaded the packages to load in advance. */
  | { readonly did: "ready" }
  | {
      readonly did: "cell";
      readonly id: string;
      readonly ok: boolean;
      readonly error?: string;
      /** Remarks, one a line. */
      readonly remarks?: string;
      readonly output: string;
    }
  /** `json` is the answer, absent for undefined; `error` tells why there is no answer. */
  | { readonly did: "answer"; readonly id: string; readonly json?: string; readonly error?: string }
  | { readonly did: "wait"; readonly wait: number; readonly ms: number };

/** The question id of the message with a script's answers. */
export const SCRIPT_ANSWERS = "script";

/** Paths inside the sandbox. */
export const LAB_INSIDE = "/lab";
export const SOCKET_INSIDE = "/run/cloud.sock";
export const CODE_CACHE_INSIDE = "/run/packages.blob";
export const START_SNAPSHOT_INSIDE = "/run/start.blob";
/** The socket where the connections of an engine's programs meet. */
export const PORTS_INSIDE = "/run/ports.sock";
/** The cloud's port. No other process listens in the sandbox's network, so the port is always free. */
export const PORT_INSIDE = 4566;

/** Environment variables that set up a process. */
export const BRIDGE_VARIABLE = "LABS_SANDBOX_BRIDGE";
/**
 * Packages to load before the cells that import them, while the grader is still compiling these cells; separated by
 * commas.
 */
export const PACKAGES_VARIABLE = "LABS_SANDBOX_PACKAGES";
/** Path of the code cache of packages, see `loadByCodeCache`. */
export const CODE_CACHE_VARIABLE = "LABS_SANDBOX_CODE_CACHE";
/** The variable that tells AWS's SDKs the cloud's address. */
export const ENDPOINT_VARIABLE = "AWS_ENDPOINT_URL";
export const ROOT_VARIABLE = "LABS_SANDBOX_ROOT";

/** The command that the first program in such a sandbox runs (`enter.ts`), with the command's whole environment. */
export interface SandboxEntry {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** For a program of an engine: its ports. */
  readonly ports?: Ports;
}

/** Loopback ports where a program serves other programs, and ports where other programs serve it. */
export interface Ports {
  readonly serves: readonly number[];
  readonly reaches: readonly number[];
}

/**
 * The purpose of a connection to the port exchange: to get notified of connections to a port, to open a connection, or to
 * answer one.
 */
export type ConnectionPurpose = "serve" | "reach" | "answer";

/** The first bytes of such a connection: a letter for the purpose, and the port. */
export const HEAD = {
  bytes: 3,
  encode(meeting: ConnectionPurpose, port: number): Buffer {
    const head = Buffer.from(`${meeting.slice(0, 1)}..`);
    head.writeUInt16BE(port, 1);
    return head;
  },
  read(head: Buffer): { readonly meeting: ConnectionPurpose | undefined; readonly port: number } {
    const letter = head.toString("latin1", 0, 1);
    const all: readonly ConnectionPurpose[] = ["serve", "reach", "answer"];
    return { meeting: all.find((purpose) => purpose.startsWith(letter)), port: head.readUInt16BE(1) };
  },
};
