import type { Readable } from "node:stream";

/** The longest event of CloudWatch Logs: AWS cuts longer ones. */
const MAX_LINE_LENGTH = 262_118;

/**
 * Calls `hear` with each line of an output. A carriage return inside a line stands for a line end within one message.
 *
 * @returns a function that passes on the last line so far, if it has no line end yet
 */
export function hearLines(output: Readable, hear: (line: string) => void): () => void {
  let rest = "";
  const handleLine = (line: string): void => hear(line.replaceAll("\r", "\n").replace(/\n$/, ""));
  output.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) handleLine(line);
    while (rest.length > MAX_LINE_LENGTH) {
      handleLine(rest.slice(0, MAX_LINE_LENGTH));
      rest = rest.slice(MAX_LINE_LENGTH);
    }
  });
  output.on("error", () => undefined);
  return () => {
    if (rest !== "") handleLine(rest);
    rest = "";
  };
}
