import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

/** Where the labs lead to: JupyterLab leaves an address that begins with a slash as it is, and serves the console under it. */
const LINK = /\/lab-cloud\/console\/#\/(\w*)/g;
/** A text that sends the learner to a console, the lab cloud's or AWS's. */
const SENDS = /look at it in the console|\bin a console\b/i;
/** Where the same is on AWS. */
const NAMES_AWS = /\bon AWS\b|Lambda's console/i;

/** The cells of a lab's parts, as they are written. */
function cellsOf(lab: string): readonly string[] {
  const folder = join("course", lab, "lab");
  return readdirSync(folder).flatMap((part) => readFileSync(join(folder, part), "utf8").split(/^\/\/ %% /m));
}

describe("the labs' links to the console", () => {
  const pages = Array.from(readFileSync("cloud/console/pages.ts", "utf8").matchAll(/\bid: "(\w*)"/g), ([, id]) => id);
  for (const lab of readdirSync("course").filter((name) => /^\d\d-/.test(name))) {
    it(`lead from lab ${lab} to several pages that there are`, () => {
      const linked = cellsOf(lab).flatMap((cell) => Array.from(cell.matchAll(LINK), ([, page]) => page));
      expect(linked).to.have.lengthOf.at.least(2);
      expect(pages).to.include.members(linked);
    });
    it(`stand in lab ${lab} wherever it sends somebody to a console, beside AWS's own place`, () => {
      const sending = cellsOf(lab).filter((cell) => SENDS.test(cell));
      expect(sending.filter((cell) => cell.search(LINK) === -1)).to.deep.equal([]);
      const linking = cellsOf(lab).filter((cell) => cell.search(LINK) !== -1);
      expect(linking.filter((cell) => !NAMES_AWS.test(cell))).to.deep.equal([]);
    });
  }
});
