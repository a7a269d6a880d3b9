/** The error of a statement that Flink refuses, or of a job that failed: the root cause, in Flink's own words. */
export class FlinkError extends Error {
  override readonly name = "FlinkError";
  /** Line and column in the statement, both from 1; undefined if Flink does not give them. */
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(message: string, at?: { readonly line: number; readonly column: number }) {
    super(message);
    this.line = at?.line;
    this.column = at?.column;
    // The stack of this program is left out: it says nothing about the error in Flink.
    this.stack = `${this.name}: ${message}`;
  }
}

/** The end of a parser's message, which lists all tokens that were possible instead: some forty words. */
const EXPECTED = /\n\s*Was expecting(?: one of)?:[\s\S]*$/;
const POSITION = /\bline (\d+), column (\d+)/;
/** The class name before an error's message: `org.apache.flink.table.api.ValidationException: `. */
const CLASS = /^(?:[\w$]+\.)+[\w$]+(?:: |$)/;

/**
 * Reads an error of Flink: a Java stack trace with a chain of causes; the last one is the root cause.
 *
 * @param message      the text of the SQL Gateway's or the job manager's answer
 * @param statement the SQL; the error shows its line
 */
export function parseFlinkError(message: string, statement?: string): FlinkError {
  const target = POSITION.exec(message);
  const at = target === null ? undefined : { line: Number(target[1]), column: Number(target[2]) };
  const reason = findRootCause(message);
  const line = at === undefined ? undefined : statement?.split("\n")[at.line - 1];
  if (at === undefined || line === undefined) return new FlinkError(reason, at);
  const pointer = `${" ".repeat(Math.max(0, at.column - 1))}^`;
  const where = reason.includes(`line ${at.line}, column`)
    ? reason
    : `${reason} (line ${at.line}, column ${at.column})`;
  return new FlinkError(`${where}\n\n  ${line}\n  ${pointer}`, at);
}

function findRootCause(message: string): string {
  const causes = message
    .replaceAll("\r", "")
    .split(/^(?:Caused by: |<Exception on server side:\n)/m)
    .map((cause) => cause.split(/\n\s+(?:at |\.\.\. \d+ more)/)[0] ?? "")
    .map((cause) => cause.replace(/\n?End of exception on server side>?/, "").trim())
    .filter((cause) => cause !== "");
  const last = causes.at(-1) ?? message;
  const [name = ""] = CLASS.exec(last) ?? [];
  const words = last.slice(name.length).replace(EXPECTED, "").trim();
  // The class name is part of the message if there is no other text, or for an error of Java itself, where the name
  // says what the text does not.
  return /(?:Error|^)$/.test(name.replace(": ", "")) && words !== "" && name !== ""
    ? `${getSimpleName(name)}: ${words}`
    : words || getSimpleName(name) || "Flink doesn't give a reason.";
}

const getSimpleName = (name: string): string => name.replace(": ", "").split(".").at(-1) ?? name;
