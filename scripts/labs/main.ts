import { askOnTerminal } from "./ask-on-terminal";
import { formatColumns, formatHelp, runCommand, type Command, type ExitStatus, type CommandIo } from "./command";
import { commands, leftOut } from "./commands/index";
import { findNearestWord } from "../../foundation/edit-distance";

type Table = Readonly<Record<string, () => Promise<Command>>>;

/** A set of commands behind one word. */
interface Program {
  /** The words that a person types: `npx labs`. */
  readonly name: string;
  readonly table: Table;
  /** Names of the commands that this copy of the course lacks. */
  readonly leftOut?: readonly string[];
}

/**
 * `labs <command> …`: finds the command and runs it.
 *
 * @param argv without `node` and the script
 * @param root the project's folder
 * @returns    the exit status: 0 done, 1 failed, 2 wrongly called, or the command's own status
 */
export async function main(argv: readonly string[], root: string): Promise<ExitStatus> {
  return dispatch(argv, createTerminalIo(root), { name: "npx labs", table: commands, leftOut });
}

/** Runs one command of a program with the given surroundings. */
export async function dispatch(argv: readonly string[], io: CommandIo, program: Program): Promise<ExitStatus> {
  const { name: typed, table, leftOut: missing = [] } = program;
  const [name = "", ...rest] = argv;
  if (["", "help", "--help", "-h"].includes(name)) {
    await list(io, program);
    return 0;
  }
  if (missing.includes(name)) {
    io.printError(`\`${typed} ${name}\` is not in this copy of the course, which was released for a class.`);
    return 1;
  }
  const load = Object.hasOwn(table, name) ? table[name] : undefined;
  if (load === undefined) {
    const close = findNearestWord(name, Object.keys(table));
    io.printError(`There is no command "${name}".${close === undefined ? "" : ` Did you mean \`${typed} ${close}\`?`}`);
    io.printError(`\`${typed}\` lists them all.`);
    return 2;
  }
  const found = await load();
  if (!found.hasItsOwnHelp && isAskingForHelp(rest)) {
    formatHelp(found).forEach((line) => {
      io.printResult(line);
    });
    return 0;
  }
  return runCommand(found, rest, io);
}

async function list(io: CommandIo, { name: typed, table }: Program): Promise<void> {
  const rows = await Promise.all(
    Object.entries(table).map(async ([name, load]) => [name, (await load()).does] as const),
  );
  io.printResult(`Usage: ${typed} <command> …`);
  io.printResult("");
  formatColumns(rows).forEach((line) => {
    io.printResult(line);
  });
  io.printResult("");
  io.printResult(`\`${typed} <command> --help\` shows more about one command.`);
}

function isAskingForHelp(argv: readonly string[]): boolean {
  const labsArgs = argv.includes("--") ? argv.slice(0, argv.indexOf("--")) : argv;
  return labsArgs.some((word) => word === "--help" || word === "-h");
}

/** The terminal that this process was started from. */
export function createTerminalIo(root: string): CommandIo {
  // A reader that has read enough, such as `| head`, closes the pipe. Nobody reads a message about that.
  process.stdout.once("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  return {
    printResult: (line) => void process.stdout.write(`${line}\n`),
    printError: (line) => void process.stderr.write(`${line}\n`),
    root,
    cwd: process.cwd(),
    env: process.env,
    isTerminal: process.stderr.isTTY,
    ask: askOnTerminal(),
  };
}
