import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readResults } from "../../judges/page";
import { USAGE } from "../../cloud/command-line";
import { useCloud } from "../../cloud/testing/use-cloud";
import { services } from "../../cloud/services/index";

const readPage = (name: string): string => readFileSync(join(import.meta.dirname, "..", "..", "docs", name), "utf8");
const PAGE = readPage("on-one-screen.md");
/** Lines of a terminal or a browser of usual size. */
const MAX_LINES = 45;

const listSorted = (matches: Iterable<RegExpMatchArray>): readonly string[] =>
  [...new Set(Array.from(matches, ([, name = ""]) => name))].sort();

describe("the page docs/on-one-screen.md", () => {
  const cloud = useCloud({ keys: "any" });

  it("fits one screen", () => {
    expect(PAGE.trim().split("\n").length).to.be.at.most(MAX_LINES);
  });

  it("names every option of lab-cloud, and no other", () => {
    const ownOptions = [
      ...listSorted(USAGE.matchAll(/^ {2}--([a-z-]+)/gm)),
      ...listSorted(USAGE.matchAll(/, --([a-z-]+) /g)),
    ];
    const named = listSorted(PAGE.matchAll(/`--([a-z-]+)`/g));
    expect(named).to.deep.equal([...new Set([...ownOptions, "help"])].sort());
  });

  it("names every service", () => {
    const named = PAGE.slice(PAGE.indexOf("\nServices "), PAGE.indexOf("\nMore: "));
    expect(listSorted(named.matchAll(/`([a-z0-9]+)`/g))).to.deep.equal(services.map(({ name }) => name).sort());
  });

  it("names every member of a running cloud", () => {
    const named = listSorted(PAGE.matchAll(/`(?:cloud)?\.([a-zA-Z]+)(?:\(\))?`/g));
    expect(named).to.deep.equal(Object.keys(Object.getOwnPropertyDescriptors(cloud.running)).sort());
  });

  it("shows what the latest run of each judge passed", () => {
    for (const name of ["wires", "ceph", "filters"]) {
      const { counts, wrong } = readResults().find(({ judge }) => judge === name) ?? expect.fail(name);
      expect(PAGE).to.include(`${counts.passed} of ${counts.passed + wrong.length} `);
    }
  });

  it("names addresses that answer", async () => {
    const paths = listSorted(PAGE.matchAll(/`GET (\/[^`]*)`/g));
    expect(paths).to.have.length(9);
    for (const path of paths) {
      const headers = { "x-lab-token": cloud.running.token };
      const response = await fetch(cloud.running.endpoint + path, { headers });
      const text = await response.text();
      // The stream and the record in the examples don't exist.
      if (path.includes("NAME")) expect(text, path).to.include("NAME");
      else expect(response.status, path).to.equal(200);
    }
  });
});
