import { createReplaceable } from "./kernel-display";

/** One line of text that can be replaced. */
export interface LiveLine {
  show(text: string): void;
  /** Shows the last text; without a text, the line stays as it is. */
  end(text?: string): void;
}

/**
 * A line that is overwritten below the cell of a notebook or on a terminal; elsewhere each new text is printed on a
 * line of its own.
 */
export function createLiveLine(): LiveLine {
  const replace = createReplaceable();
  const onTerminal = process.stdout.isTTY;
  let last = "";
  let ended = false;
  const write = (text: string): void => {
    if (text === last) return;
    last = text;
    if (replace) replace({ "text/plain": text });
    else if (onTerminal) process.stdout.write(`\r${text}\u001b[K`);
  };
  return {
    show: write,
    end(text) {
      if (ended) return;
      ended = true;
      if (text !== undefined) write(text);
      if (replace || last === "") return;
      if (onTerminal) process.stdout.write("\n");
      else console.log(last);
    },
  };
}
