import { expect } from "chai";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Something that a lab's seeds have, and where it is in this course. */
export interface SeedItem {
  /** Number of the seed's step, with the seed's before it where a lab has several; or a word for what stands before its first step. */
  readonly step: string;
  readonly kind: "step" | "name" | "message" | "setting" | "exercise";
  /** In our words; of a name, message or setting, as the seed has it. */
  readonly seed: string;
  /** Cells of the lab by their id (`cell:…`), or files of the project (`file:…`). */
  readonly where: readonly `${"cell" | "file"}:${string}`[];
  /** What must stand in each of these places; absent where the whole place answers the step. */
  readonly text?: string;
  /** The exercise whose check looks at it. */
  readonly check?: string;
  /** Where the course differs from the seed, and why. */
  readonly differs?: string;
}

/**
 * Tests, inside a `describe`, that every step of the seeds leads to a place that exists and says what it should, and every exercise to a check.
 *
 * @param lab   the lab's id, `01-streaming-ingestion`
 * @param steps all numbered steps of the seeds, read off them by hand: the seeds are not part of this project, so a step that was overlooked
 *   in this list is one that the tests cannot miss
 */
export function testSeedMap({
  lab,
  steps,
  seedMap,
}: {
  readonly lab: string;
  readonly steps: readonly string[];
  readonly seedMap: readonly SeedItem[];
}): void {
  const source = textsBelow(`course/${lab}/lab`).join("\n");
  const cells = new Map(
    source
      .split(/^\/\/ %% /m)
      .slice(1)
      .map((cell) => [/\bid=(\S+)/.exec(cell)?.[1] ?? "", cell.replace(/^\/\/ ?/gm, "")]),
  );

  for (const step of steps) {
    it(`has step ${step}`, () => {
      expect(seedMap.some((item) => item.step === step)).to.equal(true);
    });
  }
  for (const { step, seed, where, text } of seedMap) {
    for (const place of where) {
      it(`finds ${step} “${seed}” at ${place}`, () => {
        const there = textAt(place, cells);
        expect(there, `there is no ${place}`).to.be.a("string");
        if (text !== undefined) expect(there?.replace(/\s+/g, " ")).to.contain(text.replace(/\s+/g, " "));
      });
    }
  }
  it("names no check but those of the lab's exercises, and each of these at least once", () => {
    const checks = new Set(seedMap.flatMap(({ check }) => check ?? []));
    const exercises = [
      ...idsIn(source, /^\/\/ %% .*exercise=(\S+)/gm),
      ...textsBelow(`course/${lab}/scripts`).flatMap((script) => idsIn(script, /\/\/ exercise=(\S+)/g)),
    ];
    expect([...checks].sort()).to.deep.equal([...new Set(exercises)].sort());
  });
  it("gives every exercise of the seeds a check", () => {
    for (const item of seedMap) if (item.kind === "exercise") expect(item.check, item.seed).to.be.a("string");
  });
}

/** The text of a place; undefined if there is no such place. */
function textAt(place: string, cells: ReadonlyMap<string, string>): string | undefined {
  const [kind, name = ""] = place.split(/:(.*)/s);
  if (kind === "cell") return cells.get(name);
  return existsSync(name) ? readFileSync(name, "utf8") : undefined;
}

function textsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, id]) => id ?? "");
}
