import { parseArgs } from "node:util";
import { CourseError } from "../../authoring/problems";

/** An option as `parseArgs` of Node knows it, and what `--help` says of it. */
export interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  readonly default?: string | boolean;
  /** What stands for the value in the help: `--out DIR`. */
  readonly value?: string;
  /** One line. */
  readonly help?: string;
}
export type Options = Readonly<Record<string, Option>>;

type One<O extends Option> = O["type"] extends "boolean" ? boolean : string;
type Value<O extends Option> = O extends { multiple: true } ? readonly One<O>[] : One<O>;
/** The options as a command's `run` gets them: `undefined` where nothing was given and there is no default. */
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends { default: string | boolean } ? Value<O[K]> : Value<O[K]> | undefined;
};

/** Where a command writes and works. */
export interface Io {
  /** A line for the reader. */
  out(line: string): void;
  /** A line about what went wrong, or about progress. */
  err(line: string): void;
  /** The project's folder. */
  readonly root: string;
  /** What the command line looked like from: relative paths a person typed begin here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether `err` is a terminal, where a progress bar can be drawn. */
  readonly isTerminal: boolean;
  /** Asks a person, and gives the line that was typed; absent where nobody can be asked. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
}

/** 0 done, 1 failed, 2 wrongly called; a command may give others a meaning of its own. */
export type ExitStatus = number;

export interface CommandSpec<O extends Options> {
  /** As the help shows it: `labs grade <lab> <path…> --out DIR [--workers N]`. */
  readonly usage: string;
  /** One sentence, for the list of commands and the top of `--help`. */
  readonly does: string;
  /** The words it takes beside options: `"<lab>"` must be given, `"[lab]"` may be, `"<path…>"` stands for one or more. Default: none. */
  readonly args?: readonly string[];
  readonly options: O;
  /** @returns nothing for done, or an exit status */
  run(values: Values<O>, io: Io, args: readonly string[]): Promise<unknown>;
}

/** A command with its options' types closed in. */
export interface Command {
  readonly usage: string;
  readonly does: string;
  readonly options: Options;
  call(argv: readonly string[], io: Io): Promise<ExitStatus>;
}

/** The command was wrongly called: said without a stack, exit status 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** The command was called rightly and could not do its work, for a reason its user can act on: said without a stack, exit status 1. */
export class Failure extends Error {
  override name = "Failure";
}

/** Declares a command of `labs`: `run` gets the options by name, and the words beside them as `args`, their number checked. */
export function command<const O extends Options>(spec: CommandSpec<O>): Command {
  return {
    usage: spec.usage,
    does: spec.does,
    options: spec.options,
    async call(argv, io) {
      const { values, args } = parse(spec, argv);
      const status = await spec.run(values, io, args);
      return typeof status === "number" ? status : 0;
    },
  };
}

/**
 * Runs a command and turns its outcome into an exit status: 0 done, 1 failed, 2 wrongly called.
 *
 * What is neither `UsageError`, `Failure` nor `CourseError` is a bug of ours, and is shown with its stack.
 */
export async function runCommand(called: Command, argv: readonly string[], io: Io): Promise<ExitStatus> {
  try {
    return await called.call(argv, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`${error.message}\nUsage: ${called.usage}`);
      return 2;
    }
    io.err(error instanceof Failure || error instanceof CourseError ? error.message : stackOf(error));
    return 1;
  }
}

/** The help of one command, from its declaration. */
export function helpOf({ usage, does, options }: Command): string[] {
  const rows = Object.entries(options).map(([name, option]): [string, string] => [
    `${option.short === undefined ? "" : `-${option.short}, `}--${name}${option.type === "string" ? ` ${option.value ?? name.toUpperCase()}` : ""}`,
    `${option.help ?? ""}${typeof option.default === "string" ? ` (default ${option.default})` : ""}`.trim(),
  ]);
  return [does, "", `Usage: ${usage}`, ...(rows.length === 0 ? [] : ["", ...columns(rows)])];
}

/** Two columns, the second beginning in one place. */
export function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd());
}

function parse<O extends Options>(
  { args: wanted = [], options }: CommandSpec<O>,
  argv: readonly string[],
): { values: Values<O>; args: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { ...options },
      allowPositionals: true,
      strict: true,
    });
    checkNumber(positionals, wanted);
    // The one border where parseArgs' own types meet those of the declaration it was given.
    return { values: values as unknown as Values<O>, args: positionals };
  } catch (error) {
    if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) {
      throw new UsageError(error.message.replace(/\. To specify a positional.*$/s, "."), { cause: error });
    }
    throw error;
  }
}

function checkNumber(args: readonly string[], wanted: readonly string[]): void {
  const missing = wanted.filter((word) => word.startsWith("<"))[args.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing.`);
  const most = wanted.some((word) => word.includes("…")) ? Infinity : wanted.length;
  if (args.length > most) throw new UsageError(`"${args[most] ?? ""}" is one word too many.`);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
