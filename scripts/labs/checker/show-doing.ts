import type { CommandIo } from "../command";

interface ProgressLine {
  report(doing: string): void;
  end(): void;
}

/**
 * Shows the present step and its duration; on a terminal in one line that is removed at the end. If a program has started this one
 * with an IPC channel, as the notebook's `check` does, it gets messages instead, and shows them in its own way.
 */
export function showDoing({ isTerminal }: Pick<CommandIo, "isTerminal">): ProgressLine {
  if (process.send) return { report: (doing) => void process.send?.({ doing }), end: () => undefined };
  if (!isTerminal) return { report: () => undefined, end: () => undefined };
  const began = performance.now();
  let last = "";
  const draw = (): void => {
    const seconds = Math.floor((performance.now() - began) / 1000);
    if (last !== "") process.stderr.write(`\r${last}, ${seconds} s\u001b[K`);
  };
  const timer = setInterval(draw, 1000);
  return {
    report(doing) {
      last = doing;
      draw();
    },
    end() {
      clearInterval(timer);
      if (last !== "") process.stderr.write("\r\u001b[K");
    },
  };
}
