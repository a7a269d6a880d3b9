/** The class name before an error's message: `org.apache.flink.table.api.ValidationException: `. */
const CLASS = /^(?:[\w$]+\.)+[\w$]+(?:: |$)/;
// A job can answer with any error text, so no pattern here may backtrack over many lines.
/** The end of a parser's message, which lists all tokens that were possible instead: some forty words. */
const EXPECTED = /\n[^\S\n]*Was expecting(?: one of)?:[\s\S]*$/;

/**
 * The root cause in an error of Flink: a Java stack with a chain of causes, of which the last one is the reason.
 *
 * @param message the error text of the SQL Gateway or the job manager
 */
export function findRootCause(message: string): string {
  const causes = message
    .replaceAll("\r", "")
    .split(/^(?:Caused by: |<Exception on server side:\n)/m)
    .map((cause) => cause.split(/\n[^\S\n]+(?:at |\.\.\. \d+ more)/)[0] ?? "")
    .map((cause) => cause.replace(/\n?End of exception on server side>?/, "").trim())
    .filter((cause) => cause !== "");
  const last = causes.at(-1) ?? message;
  const [name = ""] = CLASS.exec(last) ?? [];
  const words = last.slice(name.length).replace(EXPECTED, "").trim();
  const simple = name.replace(": ", "").split(".").at(-1) ?? "";
  if (words === "") return simple || "Flink gives no reason.";
  return /Error$/.test(simple) ? `${simple}: ${words}` : words;
}

/** Line and column of the error in an SQL statement, both from 1; undefined if Flink does not give them. */
export function parsePosition(message: string): { readonly line: number; readonly column: number } | undefined {
  const found = /\bline (\d+), column (\d+)/.exec(message);
  return found === null ? undefined : { line: Number(found[1]), column: Number(found[2]) };
}
