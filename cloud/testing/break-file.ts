import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** Lets each opening and reading of a file fail as on a broken disk, until the returned function is called. */
export function breakFile(path: string): () => void {
  const { openSync, readFileSync } = fs;
  const failFor =
    <A extends readonly unknown[], R>(real: (...args: A) => R) =>
    (...args: A): R => {
      if (args[0] === path) throw Object.assign(new Error(`EIO: i/o error, read '${path}'`), { code: "EIO" });
      return real(...args);
    };
  Object.assign(fs, { openSync: failFor(openSync), readFileSync: failFor(readFileSync) });
  syncBuiltinESMExports();
  return () => {
    Object.assign(fs, { openSync, readFileSync });
    syncBuiltinESMExports();
  };
}
