import { closeSync, fstatSync, openSync, readSync, watchFile } from "node:fs";
import { DAMAGE } from "../../cloud/storage/damaged-copy";

/** Some files are read only when they are needed, so the cloud may find damage long after its start. */
const LOOK_AGAIN_MS = 2_000;

/**
 * Prints the lines of the lab cloud's log about damaged data: those that are there now, and later ones.
 *
 * @param log the path of the cloud's log, which only grows
 */
export function showDamage(log: string, out: (line: string) => void): void {
  let from = 0;
  const show = (): void => {
    const added = readFrom(log, from);
    // Whole lines only: the last one may still be in writing.
    const whole = added.subarray(0, added.lastIndexOf("\n") + 1);
    from += whole.byteLength;
    for (const line of whole.toString("utf8").split("\n")) if (line.startsWith(DAMAGE)) out(line);
  };
  show();
  watchFile(log, { interval: LOOK_AGAIN_MS, persistent: false }, ({ nlink }) => {
    if (nlink > 0) show();
  });
}

/** The bytes of a file from an offset on. */
function readFrom(path: string, from: number): Buffer {
  const descriptor = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(descriptor).size - from));
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.byteLength, from));
  } finally {
    closeSync(descriptor);
  }
}
