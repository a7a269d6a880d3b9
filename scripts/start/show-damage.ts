import { readFileSync, watchFile } from "node:fs";

/** The first words of the cloud's lines about damaged data. */
const DAMAGE = "Damaged data:";
/** Some files are read only when they are needed, so the cloud may find damage long after its start. */
const LOOK_AGAIN_MS = 2_000;

/**
 * Prints the lines of the lab cloud's log about damaged data: those that are there now, and later ones.
 *
 * @param log the path of the cloud's log, which only grows
 */
export function showDamage(log: string, out: (line: string) => void): void {
  let shown = 0;
  const show = (): void => {
    const lines = findDamage(readFileSync(log, "utf8"));
    for (const line of lines.slice(shown)) out(line);
    shown = lines.length;
  };
  show();
  watchFile(log, { interval: LOOK_AGAIN_MS, persistent: false }, ({ nlink }) => {
    if (nlink > 0) show();
  });
}

/** Whole lines only: the last one may still be in writing. */
const findDamage = (text: string): string[] =>
  text
    .split("\n")
    .slice(0, -1)
    .filter((line) => line.startsWith(DAMAGE));
