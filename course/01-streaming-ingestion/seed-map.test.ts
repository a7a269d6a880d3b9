import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { seedMap } from "./seed-map";

/** All numbered steps of the seed. */
const STEPS = [
  ...["1.1", "1.2", "1.3", "1.4", "1.5"],
  ...["2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.5"],
  ...["2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.2.5", "2.2.6", "2.2.7", "2.2.8", "2.2.9", "2.2.10"],
];

const LAB = "course/01-streaming-ingestion/lab.ts";
const CONSUMER = "course/01-streaming-ingestion/scripts/src/etl/consumer.ts";

/** The text of each cell, by its id. */
const cells = new Map(
  readFileSync(LAB, "utf8").split(/^\/\/ %% /m).slice(1).map((cell) => [/\bid=(\S+)/.exec(cell)?.[1] ?? "", cell.replace(/^\/\/ ?/gm, "")]),
);

/** The text of a place; undefined if there is no such place. */
function textAt(place: string): string | undefined {
  const [kind, name = ""] = place.split(/:(.*)/s);
  if (kind === "cell") return cells.get(name);
  return existsSync(name) ? readFileSync(name, "utf8") : undefined;
}

const exercises = [
  ...[...readFileSync(LAB, "utf8").matchAll(/^\/\/ %% .*exercise=(\S+)/gm)].map(([, id]) => id),
  ...[...readFileSync(CONSUMER, "utf8").matchAll(/\/\/ exercise=(\S+)/g)].map(([, id]) => id),
];

describe("the map from seed 004 to lab 01", () => {
  for (const step of STEPS) {
    it(`has step ${step}`, () => {
      expect(seedMap.some((item) => item.step === step)).to.equal(true);
    });
  }
  for (const { step, seed, where, text } of seedMap) {
    for (const place of where) {
      it(`finds ${step} “${seed}” at ${place}`, () => {
        const there = textAt(place);
        expect(there, `there is no ${place}`).to.be.a("string");
        if (text !== undefined) expect(there?.replace(/\s+/g, " ")).to.contain(text.replace(/\s+/g, " "));
      });
    }
  }
  it("names no check but those of the lab's exercises, and each of these at least once", () => {
    const checks = new Set(seedMap.flatMap(({ check }) => check ?? []));
    expect([...checks].sort()).to.deep.equal([...new Set(exercises)].sort());
  });
  it("gives every exercise of the seed a check", () => {
    for (const item of seedMap) if (item.kind === "exercise") expect(item.check, item.seed).to.be.a("string");
  });
});
