import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

/** Where the labs lead to: JupyterLab leaves an address that begins with a slash as it is, and serves the console under it. */
const LINK = /\/lab-cloud\/console\/#\/(\w*)/g;

describe("the labs' links to the console", () => {
  it("lead to pages that there are, from each lab to several", () => {
    const pages = Array.from(readFileSync("cloud/console/pages.ts", "utf8").matchAll(/\bid: "(\w*)"/g), ([, id]) => id);
    for (const lab of readdirSync("course").filter((name) => /^\d\d-/.test(name))) {
      const folder = join("course", lab, "lab");
      const texts = readdirSync(folder).map((part) => readFileSync(join(folder, part), "utf8"));
      const linked = texts.flatMap((text) => Array.from(text.matchAll(LINK), ([, page]) => page));
      expect(linked, lab).to.have.lengthOf.at.least(2);
      expect(pages, lab).to.include.members(linked);
    }
  });
});
