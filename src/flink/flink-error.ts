/** A statement or a job that Flink refuses or that failed: the cause at the bottom, in Flink's own words. */
export class FlinkError extends Error {
  override readonly name = "FlinkError";
  /** Where in the statement, both from 1; undefined if Flink does not say. */
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(message: string, at?: { readonly line: number; readonly column: number }) {
    super(message);
    this.line = at?.line;
    this.column = at?.column;
    // Where this program was when it heard of it helps nobody.
    this.stack = `${this.name}: ${message}`;
  }
}

/** A parser lists everything that it could have taken instead: some forty words. */
const EXPECTED = /\n\s*Was expecting(?: one of)?:[\s\S]*$/;
const PLACE = /\bline (\d+), column (\d+)/;
/** What stands before the words of an error: `org.apache.flink.table.api.ValidationException: `. */
const CLASS = /^(?:[\w$]+\.)+[\w$]+(?:: |$)/;

/**
 * Reads what Flink tells of an error: a Java stack with a chain of causes, of which the last one is the reason.
 *
 * @param told      the text that the SQL Gateway or the job manager answered
 * @param statement the SQL, of which the line in question is shown
 */
export function flinkError(told: string, statement?: string): FlinkError {
  const place = PLACE.exec(told);
  const at = place === null ? undefined : { line: Number(place[1]), column: Number(place[2]) };
  const reason = rootCause(told);
  const line = at === undefined ? undefined : statement?.split("\n")[at.line - 1];
  if (at === undefined || line === undefined) return new FlinkError(reason, at);
  const pointer = `${" ".repeat(Math.max(0, at.column - 1))}^`;
  const where = reason.includes(`line ${at.line}, column`)
    ? reason
    : `${reason} (line ${at.line}, column ${at.column})`;
  return new FlinkError(`${where}\n\n  ${line}\n  ${pointer}`, at);
}

function rootCause(told: string): string {
  const causes = told
    .replaceAll("\r", "")
    .split(/^(?:Caused by: |<Exception on server side:\n)/m)
    .map((cause) => cause.split(/\n\s+(?:at |\.\.\. \d+ more)/)[0] ?? "")
    .map((cause) => cause.replace(/\n?End of exception on server side>?/, "").trim())
    .filter((cause) => cause !== "");
  const last = causes.at(-1) ?? told;
  const [name = ""] = CLASS.exec(last) ?? [];
  const words = last.slice(name.length).replace(EXPECTED, "").trim();
  // Without words of its own the name of the error is all there is; of an error of Java itself it says what the words do not.
  return /(?:Error|^)$/.test(name.replace(": ", "")) && words !== "" && name !== ""
    ? `${simple(name)}: ${words}`
    : words || simple(name) || "Flink gives no reason.";
}

const simple = (name: string): string => name.replace(": ", "").split(".").at(-1) ?? name;
