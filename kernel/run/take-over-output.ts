type Write = typeof process.stdout.write;

/**
 * Sends the text that the process prints to `print`; text that `print` does not take goes to the original stream.
 *
 * @param print returns whether it took the text
 */
export function takeOverOutput(print: (name: "stdout" | "stderr", text: string) => boolean): void {
  for (const name of ["stdout", "stderr"] as const) {
    const plain = process[name].write.bind(process[name]);
    const decoder = new TextDecoder();
    const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
      const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
      if (!print(name, text)) return plain(chunk, ...(getRest(encoding, done) as []));
      const callback = typeof encoding === "function" ? encoding : done;
      if (typeof callback === "function")
        queueMicrotask(() => {
          callback();
        });
      return true;
    };
    process[name].write = write as Write;
  }
}

function getRest(encoding: unknown, done: unknown): unknown[] {
  return done === undefined ? (encoding === undefined ? [] : [encoding]) : [encoding, done];
}
