import type { Readable } from "node:stream";

/** CloudWatch Logs takes no longer event: AWS cuts what is longer. */
const LONGEST_LINE = 262_118;

/**
 * Hears the lines of an output. A carriage return inside a line stands for a line's end that belongs to one message.
 *
 * @returns a function that hands over what has come of a last line that is not ended
 */
export function hearLines(output: Readable, hear: (line: string) => void): () => void {
  let rest = "";
  const told = (line: string): void => hear(line.replaceAll("\r", "\n").replace(/\n$/, ""));
  output.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) told(line);
    while (rest.length > LONGEST_LINE) {
      told(rest.slice(0, LONGEST_LINE));
      rest = rest.slice(LONGEST_LINE);
    }
  });
  output.on("error", () => undefined);
  return () => {
    if (rest !== "") told(rest);
    rest = "";
  };
}
