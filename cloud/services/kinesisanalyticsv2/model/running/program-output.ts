import type { Readable } from "node:stream";
import { findRootCause } from "../../../../flink/parts";
import { hearLines } from "../../../../processes/processes";

/** A line for an application's log. */
export interface OutputLine {
  readonly level: "INFO" | "WARN" | "ERROR";
  readonly logger: string;
  readonly message: string;
}

/** The form of lines that `CLIENT_LOG4J` configures. */
const LOGGED = /^(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\t(\S+)\t(.*)$/;
const MAIN = "org.apache.flink.client.program.PackagedProgram";
/** How much output is kept to find the reason of a failure, in characters. */
const MAX_STORED = 100_000;

/** A program's output while it runs, and the reason why it failed. */
export class ProgramOutput {
  readonly #say: (line: OutputLine) => void;
  #printed = "";
  #errors = "";

  /** @param say called with each line that the program prints or logs */
  constructor(say: (line: OutputLine) => void) {
    this.#say = say;
  }

  /** Reads a program's output. Flink's client reports a failure on `errors`. */
  read({ output, errors }: { readonly output: Readable; readonly errors: Readable }): void {
    const reported = hearLines(output, (line) => {
      this.#printed = `${this.#printed}${line}\n`.slice(-MAX_STORED);
      if (isProgramOutput(line)) this.#say(parseLine(line));
    });
    output.on("end", reported);
    errors.setEncoding("utf8").on("data", (chunk: string) => {
      this.#errors = `${this.#errors}${chunk}`.slice(-MAX_STORED);
    });
  }

  /**
   * Why the program failed, in one or two lines.
   *
   * @param folder the folder with the program's code, to name the failing line of its own
   */
  createFailure(folder: string): string {
    const at = this.#printed.lastIndexOf("Traceback (most recent call last)");
    if (at >= 0) return findPythonFailure(this.#printed.slice(at), folder);
    return findRootCause(
      (this.#errors.split("The program finished with the following exception:").at(-1) ?? "").trim(),
    );
  }
}

/** Whether a line is the program's own, not one that Flink's client prints around its output. */
const isProgramOutput = (line: string): boolean => line.trim() !== "" && !/^-+ Python Process \w+ -+$/.test(line);

function parseLine(line: string): OutputLine {
  const [, level = "INFO", logger = MAIN, message = line] = LOGGED.exec(line) ?? [];
  if (level === "ERROR" || level === "FATAL") return { level: "ERROR", logger, message };
  return { level: level === "WARN" ? "WARN" : "INFO", logger, message };
}

/** A frame of a Python traceback, and the lines of code that it shows. */
const FRAME = /^ {2}File "(?<file>[^"\n]+)", line (?<line>\d+).*\n(?: {4}.*\n)*/gm;

function findPythonFailure(traceback: string, folder: string): string {
  const frames = [...traceback.matchAll(FRAME)];
  const programFrame = frames.findLast(({ groups }) => groups?.["file"]?.startsWith(folder))?.groups;
  const last = frames.at(-1);
  const raised = last === undefined ? traceback : traceback.slice(last.index + last[0].length);
  // PyFlink's and Py4J's exceptions contain Java's message with its stack trace.
  const message = raised
    .replace(/^(?:pyflink\.util\.exceptions|py4j\.protocol)\.\w+: (?:An error occurred.*\n: )?/, "")
    .trim();
  const isJava = message !== raised.trim();
  const cause = isJava ? findRootCause(message) : message;
  return programFrame === undefined
    ? cause
    : `${programFrame["file"]?.slice(folder.length + 1)}, line ${programFrame["line"]}: ${cause}`;
}
