import { parseArgs } from "node:util";
import { CourseError } from "../../authoring/problems";

/** An option of Node's `parseArgs`, with its text for `--help`. */
export interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  readonly default?: string | boolean;
  /** Placeholder for the value in the help: `--out DIR`. */
  readonly value?: string;
  /** The option's text in the help, one line. */
  readonly help?: string;
}
type Options = Readonly<Record<string, Option>>;

type OptionValue<O extends Option> = O["type"] extends "boolean" ? boolean : string;
type Value<O extends Option> = O extends { multiple: true } ? readonly OptionValue<O>[] : OptionValue<O>;
/** The options as a command's `run` gets them: `undefined` where nothing was given and there is no default. */
type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends { default: string | boolean } ? Value<O[K]> : Value<O[K]> | undefined;
};

/** A command's output and folders. */
export interface CommandIo {
  /** Prints a line of the result. */
  printResult(line: string): void;
  /** Prints a line about an error, or about progress. */
  printError(line: string): void;
  /** The project's folder. */
  readonly root: string;
  /** The folder in which the command was typed: relative paths in its arguments begin here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether `err` is a terminal, where a progress bar can be drawn. */
  readonly isTerminal: boolean;
  /** Asks a person, and returns the typed line; undefined if there is no terminal. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
}

/** 0 done, 1 failed, 2 wrongly called; a command may define others. */
export type ExitStatus = number;

interface CommandSpec<O extends Options> {
  /** The usage in the help: `labs grade <lab> <path…> --out DIR [--workers N]`. */
  readonly usage: string;
  /** One sentence, for the list of commands and the top of `--help`. */
  readonly does: string;
  /**
   * The arguments other than options: `"<lab>"` must be given, `"[lab]"` may be, `"<path…>"` stands for one or more.
   * Default: none.
   */
  readonly args?: readonly string[];
  readonly options: O;
  /** @returns undefined for done, or an exit status */
  run(values: Values<O>, io: CommandIo, args: readonly string[]): Promise<unknown>;
}

/** A command, independent of its options' types. */
export interface Command {
  readonly usage: string;
  readonly does: string;
  readonly options: Options;
  /** Whether `call` also answers `--help`; otherwise the help is created from this declaration. */
  readonly hasItsOwnHelp?: boolean;
  call(argv: readonly string[], io: CommandIo): Promise<ExitStatus>;
}

/** The command was wrongly called: told without a stack, exit status 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/**
 * The command was called rightly and could not do its work, for a reason its user can act on: told without a stack,
 * exit status 1.
 */
export class Failure extends Error {
  override name = "Failure";
}

/**
 * Declares a command of `labs`: `run` gets the options by name, and the other arguments as `args`, after a check of
 * their number.
 */
export function declareCommand<const O extends Options>(spec: CommandSpec<O>): Command {
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
 * Any error other than `UsageError`, `Failure` and `CourseError` is a bug of the project, and is shown with its stack.
 */
export async function runCommand(called: Command, argv: readonly string[], io: CommandIo): Promise<ExitStatus> {
  try {
    return await called.call(argv, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.printError(`${error.message}\nUsage: ${called.usage}`);
      return 2;
    }
    io.printError(error instanceof Failure || error instanceof CourseError ? error.message : getStack(error));
    return 1;
  }
}

/** The help of one command, from its declaration. */
export function formatHelp({ usage, does, options }: Command): string[] {
  const rows = Object.entries(options).map(([name, option]): [string, string] => [
    `${option.short === undefined ? "" : `-${option.short}, `}--${name}${option.type === "string" ? ` ${option.value ?? name.toUpperCase()}` : ""}`,
    `${option.help ?? ""}${typeof option.default === "string" ? ` (default ${option.default})` : ""}`.trim(),
  ]);
  return [does, "", `Usage: ${usage}`, ...(rows.length === 0 ? [] : ["", ...formatColumns(rows)])];
}

/** Lines of aligned columns. */
export function formatColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<readonly number[]>(
    (most, row) => row.map((text, index) => Math.max(most[index] ?? 0, text.length)),
    [],
  );
  return rows.map((row) => `  ${row.map((text, index) => text.padEnd(widths[index] ?? 0)).join("  ")}`.trimEnd());
}

function parse<O extends Options>(
  { args: required = [], options }: CommandSpec<O>,
  argv: readonly string[],
): { values: Values<O>; args: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { ...options },
      allowPositionals: true,
      strict: true,
    });
    checkNumber(positionals, required);
    // The only border where the types of parseArgs meet those of the command's declaration.
    return { values: values as unknown as Values<O>, args: positionals };
  } catch (error) {
    if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) {
      throw new UsageError(error.message.replace(/\. To specify a positional.*$/s, "."), { cause: error });
    }
    throw error;
  }
}

function checkNumber(args: readonly string[], requested: readonly string[]): void {
  const missing = requested.filter((word) => word.startsWith("<"))[args.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing.`);
  const max = requested.some((word) => word.includes("…")) ? Infinity : requested.length;
  if (args.length > max) throw new UsageError(`"${args[max] ?? ""}" is one argument too many.`);
}

function getStack(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
