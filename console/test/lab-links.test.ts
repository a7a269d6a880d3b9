import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { readCells, findLinks } from "./lab-links";

/** A text that sends the learner to a console, the lab cloud's or AWS's. */
const SENDS = /look at it in the console|\bin a console\b/i;
/** A text about the same page on AWS. */
const NAMES_AWS = /\bon AWS\b|Lambda's console/i;

/** Pages that need no name; a link to any other page names a stream, a bucket, a table … */
const WHOLE = new Set(["", "cost", "faults", "journal"]);

describe("the labs' links to the console", () => {
  const pages = Array.from(readFileSync("console/src/app/pages.ts", "utf8").matchAll(/\bid: "(\w*)"/g), ([, id]) => id);
  for (const lab of readdirSync("course").filter((name) => /^\d\d-/.test(name))) {
    it(`lead from lab ${lab} to several existing pages, each of a certain resource`, () => {
      const linked = readCells(lab).flatMap(findLinks);
      expect(
        linked,
        `course/${lab}/lab needs at least two links to the console, such as /lab-cloud/console/#/kinesis/NAME`,
      ).to.have.lengthOf.at.least(2);
      expect(pages).to.include.members(linked.map((location) => location.split("/")[0]));
      // `labs.test.ts` tests that the links lead to existing resources.
      expect(
        linked.filter((location) => !WHOLE.has(location) && !location.includes("/")),
        "links to a page of many resources: add the name of one, as in kinesis/NAME",
      ).to.deep.equal([]);
    });
    it(`are in lab ${lab} wherever it mentions a console, beside AWS's own address`, () => {
      const sending = readCells(lab).filter((cell) => SENDS.test(cell));
      expect(
        sending.filter((cell) => findLinks(cell).length === 0),
        "cells that mention a console, and need a link to one of its pages",
      ).to.deep.equal([]);
      const linking = readCells(lab).filter((cell) => findLinks(cell).length > 0);
      expect(
        linking.filter((cell) => !NAMES_AWS.test(cell)),
        'cells with a link to the console, which must also say where to look "on AWS"',
      ).to.deep.equal([]);
    });
  }
});
