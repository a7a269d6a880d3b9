import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readCatalogue } from "./catalogue";
import { takenAway } from "./taken-away";

const ROOT = join(import.meta.dirname, "..", "..");

describe("the defences that can be taken away", () => {
  const attacks = readCatalogue(ROOT).map(({ name }) => name);

  for (const { attack, file, defence, without } of takenAway) {
    it(`stand where they are looked for, once: ${attack}`, () => {
      expect(attacks).to.include(attack);
      expect(readFileSync(join(ROOT, file), "utf8").split(defence)).to.have.lengthOf(2);
      expect(without).to.not.equal(defence);
    });
  }
});
