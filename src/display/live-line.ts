import { replaceable } from "./kernel-display";

/** One line of text that changes while you look at it. */
export interface LiveLine {
  show(text: string): void;
  /** The last text; without one, the line stays as it is. */
  end(text?: string): void;
}

/** A line that is overwritten: below the cell of a notebook, on a terminal; elsewhere each new text is printed once. */
export function liveLine(): LiveLine {
  const replace = replaceable();
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
