import { fileURLToPath } from "node:url";
import { dirname } from "node:path";
import type { Confine } from "../processes/command";
import { LineProcess, type CommandLine } from "./line-process";
import { findPython } from "./python";

/** Options of an ORC file; the defaults are pyarrow's: no compression, stripes of 64 MiB. */
export interface OrcOptions {
  readonly compression?: "uncompressed" | "snappy" | "zlib" | "lz4" | "zstd";
  readonly file_version?: "0.11" | "0.12";
  readonly stripe_size?: number;
  readonly compression_block_size?: number;
  readonly row_index_stride?: number;
  readonly padding_tolerance?: number;
  readonly dictionary_key_size_threshold?: number;
  /** Column numbers as ORC counts them: the first is 1, and each nested column counts too. */
  readonly bloom_filter_columns?: readonly number[];
  readonly bloom_filter_fpp?: number;
}

/** The metadata of an ORC file. */
interface OrcDescription {
  /** Types have Arrow's names. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: number;
  readonly compression: string;
  readonly stripes: number;
  readonly fileVersion: string;
  readonly rowIndexStride: number;
}

/** The sandbox of the process: it has access to the files that it needs to run, and to these folders. */
export interface OrcIsolation {
  readonly confine?: Confine | undefined;
  readonly readable?: readonly string[];
  readonly writable?: readonly string[];
}

/** Limits of one request. A process that passes one is ended; the next request starts another. */
export interface OrcLimits {
  readonly signal: AbortSignal;
  /** In ms of real time. */
  readonly timeoutMs: number;
  /** The maximum memory of the process, if the system reports it. */
  readonly memoryBytes: number;
}

/** The error if a request was canceled or passed one of its limits. */
export class OrcStoppedError extends Error {
  readonly reason: "canceled" | "time" | "memory";

  constructor(reason: OrcStoppedError["reason"]) {
    super(`ORC's process was stopped: ${reason}.`);
    this.reason = reason;
  }
}

/** How often a process's memory is checked, in ms of real time. */
const LOOK_MS = 100;

/** The error if there is no Python with pyarrow. The message says what to do. */
export class OrcUnavailable extends Error {}

/**
 * ORC files, by pyarrow in its own Python process. It starts with the first call, and ends with `close`.
 * DuckDB cannot read or write ORC: data is converted by way of Parquet files. Requests run one after another, so that one
 * that exceeds its limits doesn't end the others.
 */
export class Orc {
  readonly #python: string | undefined;
  readonly #isolation: OrcIsolation;
  #process: Promise<LineProcess> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param python the path of a Python with pyarrow; see `findPython` for the default */
  constructor(python?: string, isolation: OrcIsolation = {}) {
    this.#python = python;
    this.#isolation = isolation;
  }

  /** Starts the process if it does not run. @throws OrcUnavailable */
  async ensureStarted(): Promise<void> {
    await this.#ensureProcess();
  }

  /**
   * Makes an ORC file from a Parquet file.
   *
   * @returns its number of rows
   * @throws OrcUnavailable, Error with pyarrow's message
   */
  async write(from: string, to: string, options: OrcOptions): Promise<number> {
    const { rows } = (await this.#ask({ do: "write", from, to, options })) as { rows: number };
    return rows;
  }

  /**
   * Makes a Parquet file from an ORC file.
   *
   * @param limits a file of some kB can hold gigabytes, so a stranger's file needs them
   * @returns its number of rows
   * @throws OrcUnavailable, OrcStoppedError, Error with pyarrow's message
   */
  async read(from: string, to: string, limits?: OrcLimits): Promise<number> {
    const { rows } = (await this.#ask({ do: "read", from, to }, limits)) as { rows: number };
    return rows;
  }

  /** @throws OrcUnavailable, Error in pyarrow's words */
  async describe(from: string): Promise<OrcDescription> {
    return (await this.#ask({ do: "describe", from })) as OrcDescription;
  }

  /** Ends the process. The next call would start another. */
  async close(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    await running?.then(
      (process) => process.end(),
      () => undefined,
    );
  }

  #ask(request: object, limits?: OrcLimits): Promise<unknown> {
    const answer = this.#last.then(() =>
      limits === undefined ? this.#send(request) : this.#sendWithin(limits, request),
    );
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #send(request: object): Promise<unknown> {
    const process = await this.#ensureProcess();
    return process.ask(request);
  }

  async #sendWithin({ signal, timeoutMs, memoryBytes }: OrcLimits, request: object): Promise<unknown> {
    if (signal.aborted) throw new OrcStoppedError("canceled");
    const process = await this.#ensureProcess();
    let reason: OrcStoppedError["reason"] | undefined;
    const stop = (why: OrcStoppedError["reason"]): void => {
      reason ??= why;
      void process.end();
    };
    const cancel = (): void => stop("canceled");
    signal.addEventListener("abort", cancel, { once: true });
    const timer = setTimeout(() => stop("time"), timeoutMs).unref();
    const watch = setInterval(() => {
      if (process.memory > memoryBytes) stop("memory");
    }, LOOK_MS).unref();
    try {
      return await process.ask(request);
    } catch (cause) {
      throw reason === undefined ? cause : Object.assign(new OrcStoppedError(reason), { cause });
    } finally {
      clearTimeout(timer);
      clearInterval(watch);
      signal.removeEventListener("abort", cancel);
    }
  }

  #ensureProcess(): Promise<LineProcess> {
    this.#process ??= this.#start().catch((error: unknown) => {
      this.#process = undefined;
      throw error;
    });
    return this.#process;
  }

  #createCommandLine(python: string): CommandLine {
    const program = fileURLToPath(new URL("./orc-process.py", import.meta.url));
    const argv = [python, "-I", program];
    const { confine, readable = [], writable = [] } = this.#isolation;
    // The folder of a virtual environment, which holds its packages.
    return (
      confine?.({ argv, cwd: "/", env: {}, writable, readable: [program, dirname(dirname(python)), ...readable] }) ?? {
        argv,
      }
    );
  }

  async #start(): Promise<LineProcess> {
    const python = findPython(this.#python);
    try {
      return await LineProcess.start(this.#createCommandLine(python), () => {
        this.#process = undefined;
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new OrcUnavailable(
        `ORC needs a Python with pyarrow, and ${python} will not do (${why}). npm start installs it; or give the path of one with --python.`,
        { cause: error },
      );
    }
  }
}
