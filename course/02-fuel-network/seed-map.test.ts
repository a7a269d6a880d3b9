import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { seedMap } from "./seed-map";

/** All numbered steps of the two seeds. */
const STEPS = [
  ...["000 1.1", "000 1.1.1", "000 1.1.2", "000 1.1.3", "000 1.1.4", "000 1.1.4.2", "000 1.1.4.3", "000 1.1.4.4"],
  ...["000 1.1.5.1", "000 1.1.5.2", "000 1.1.5.3", "000 1.1.5.4", "000 1.1.5.5", "000 1.1.5.6", "000 1.1.5.7", "000 1.1.5.8", "000 1.1.5.9", "000 1.1.6.1"],
  ...[1, 2, 3, 4, 5].map((n) => `000 1.1.5.5.${n}`),
  ...["000 2.1", "000 2.1.1.1", "000 2.1.2", "000 3.1.1", "000 4.1", "000 5.1", "000 6.1", "000 7.1", "000 DIY"],
  ...[1, 2, 3, 4, 5, 6, 7].map((n) => `001 ${n}`),
];

const FOLDER = "course/02-fuel-network";
const LAB = `${FOLDER}/lab.ts`;
const SCRIPTS = `${FOLDER}/scripts/src/fuel`;

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
  ...readdirSync(SCRIPTS).flatMap((name) => [...readFileSync(`${SCRIPTS}/${name}`, "utf8").matchAll(/\/\/ exercise=(\S+)/g)].map(([, id]) => id)),
];

describe("the map from seeds 000 and 001 to lab 02", () => {
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
  it("gives every exercise of the seeds a check", () => {
    for (const item of seedMap) if (item.kind === "exercise") expect(item.check, item.seed).to.be.a("string");
  });
});
