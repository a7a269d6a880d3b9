import { readFileSync } from "node:fs";
import { join } from "node:path";

/** An attack of the catalogue, and the test that tries it. */
export interface Attack {
  readonly name: string;
  /** Absolute path. */
  readonly test: string;
  /** In the test's title. */
  readonly words: string;
}

/** A defence taken away: a place in the sources, and what stands there without it. */
export interface TakenAway {
  /** The row of the catalogue, `grader/hostile/README.md`, by its first column: it names the test that then has to fail. */
  readonly attack: string;
  /** Path in the project. */
  readonly file: string;
  /** Stands there once. */
  readonly defence: string;
  readonly without: string;
  /** For what would take the memory of the whole machine. */
  readonly heapMiB?: number;
}

/** Reads the tables of `grader/hostile/README.md`. */
export function catalogueOf(root: string): Attack[] {
  const grader = join(root, "grader");
  const rows = readFileSync(join(grader, "hostile", "README.md"), "utf8").matchAll(
    /^\| ([^|]+) \| `([^`]+)` \| `([^`]+)` \| [^|]+ \|$/gm,
  );
  return [...rows].map(([, name = "", file = "", words = ""]) => ({ name, test: join(grader, file), words }));
}
