import { expect } from "chai";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getSeedStatus, readSeedMap } from "../seed-map";

/**
 * Tests, inside a `describe`, that every step of the seeds leads to an existing place with the right text, and that
 * every exercise leads to a check.
 *
 * @param lab the lab's id, `01-streaming-ingestion`
 * @param steps all numbered steps of the seeds, listed by hand. The seeds are not part of this project, so the tests
 *   cannot notice a step that is missing in this list.
 * @param beyondSeed the lab's exercises that no seed asks for
 */
export function testSeedMap({
  lab,
  steps,
  beyondSeed = [],
}: {
  readonly lab: string;
  readonly steps: readonly string[];
  readonly beyondSeed?: readonly string[];
}): void {
  const seedMap = readSeedMap(process.cwd(), lab);
  const source = readTextsBelow(`course/${lab}/lab`).join("\n");
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
    for (const target of where) {
      it(`finds ${step} “${seed}” at ${target}`, () => {
        const there = getTextAt(target, cells);
        expect(there, `there is no ${target}`).to.be.a("string");
        if (text !== undefined) expect(there?.replace(/\s+/g, " ")).to.contain(text.replace(/\s+/g, " "));
      });
    }
  }
  it("names only checks of the lab's exercises, and each of these at least once", () => {
    const checks = new Set(seedMap.flatMap(({ check }) => check ?? []));
    const exercises = [
      ...findIds(source, /^\/\/ %% .*exercise=(\S+)/gm),
      ...readTextsBelow(`course/${lab}/scripts`).flatMap((script) => findIds(script, /\/\/ exercise=(\S+)/g)),
    ];
    expect([...checks, ...beyondSeed].sort()).to.deep.equal([...new Set(exercises)].sort());
  });
  it("calls an item done only if a check covers it, and an exercise only what learners write or carry out", () => {
    for (const item of seedMap) {
      const { kind, check, seed } = item;
      const status = getSeedStatus(item);
      if (status === "done") expect(check, seed).to.be.a("string");
      if (kind === "exercise") expect(status, seed).to.equal("done");
    }
  });
  it("calls an item mentioned if only an aside has it: about AWS, or among things to try", () => {
    const isAside = (target: string): boolean =>
      /^\[markdown\] id=(things-to-try .*|\S+ tags=on-aws)\n/.test(getTextAt(target, cells) ?? "");
    for (const item of seedMap)
      if (item.where.every(isAside)) expect(getSeedStatus(item), item.seed).to.equal("mentioned");
  });
  it("finds the words of an exercise in what learners write, not only in given code", () => {
    const written = new Map(
      [...source.split(/^\/\/ %% /m), ...readTextsBelow(`course/${lab}/scripts`)].flatMap((text) =>
        listWrittenLines(text),
      ),
    );
    const matching = seedMap.filter(({ kind, check, text }) => {
      const lines = written.get(check ?? "");
      if (kind !== "exercise" || text === undefined || lines === undefined || text.startsWith("exercise="))
        return false;
      return !lines.replace(/\s+/g, " ").includes(text.replace(/\s+/g, " "));
    });
    expect(matching.map(({ step, seed, check }) => `${step} ${seed} (${check})`)).to.deep.equal([]);
  });
}

/** The exercises of a cell or script, each with the solution's lines that replace or add something to what is given. */
function listWrittenLines(text: string): [exercise: string, lines: string][] {
  const ofCell = /^id=\S+ .*?exercise=(\S+)/.exec(text)?.[1];
  const regions = text.matchAll(
    /(?:\/\/ exercise=(\S+)\s*)?\/\/ ### START CODE HERE ###.*\n([\s\S]*?)\/\/ ### END CODE HERE/g,
  );
  return [...regions].flatMap(([, ofRegion, lines = ""]): [string, string][] => {
    const exercise = ofRegion ?? ofCell;
    const written = lines.split("\n").filter((line) => !/\/\/ @KEEP\s*$/.test(line));
    // The learner begins with the text after @REPLACE: changing it is the work, so it counts as well.
    return exercise === undefined ? [] : [[exercise, written.join("\n")]];
  });
}

/** The text of a place; undefined if the place does not exist. */
function getTextAt(location: string, cells: ReadonlyMap<string, string>): string | undefined {
  const [kind, name = ""] = location.split(/:(.*)/s);
  if (kind === "cell") return cells.get(name);
  return existsSync(name) ? readFileSync(name, "utf8") : undefined;
}

function readTextsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

function findIds(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, id]) => id ?? "");
}
