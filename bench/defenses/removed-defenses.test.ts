import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readCatalog, readRemovedDefenses } from "./catalog";

const ROOT = join(import.meta.dirname, "..", "..");

describe("the defenses that a benchmark can disable", () => {
  const attacks = readCatalog(ROOT).map(({ name }) => name);

  for (const { attack, file, defense, without } of readRemovedDefenses(ROOT)) {
    it(`are found exactly once in the code: ${attack}`, () => {
      expect(attacks).to.include(attack);
      expect(readFileSync(join(ROOT, file), "utf8").split(defense)).to.have.lengthOf(2);
      expect(without).to.not.equal(defense);
    });
  }
});
