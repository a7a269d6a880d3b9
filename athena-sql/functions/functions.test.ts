import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { openTestEngine } from "../testing/open-test-engine";
import { renderFunctionsPage } from "./functions-page";
import { chapters } from "./index";

const hasNoParameters = (takes: readonly string[]): boolean => takes.every((declared) => declared.startsWith("-> "));

describe("the page of Athena's functions", () => {
  it("matches FUNCTIONS.md, which `npm run golden -- athena-sql` writes", () => {
    const [file, page] = [join(import.meta.dirname, "..", "FUNCTIONS.md"), renderFunctionsPage(chapters)];
    if (process.env["LABS_WRITE_GOLDEN"] === "1") writeFileSync(file, page);
    expect(readFileSync(file, "utf8")).to.equal(page);
  });

  it("lists each function once, and refuses none that it lists", () => {
    const names = chapters.flatMap(({ functions, refused }) => [...Object.keys(functions), ...Object.keys(refused)]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.be.empty;
  });
});

describe("Athena engine: functions", () => {
  const engine = openTestEngine();

  for (const { title, functions, refused, ...chapter } of chapters) {
    // Three examples: with NULL, an edge case and an ordinary value.
    const min = chapter.isPromised === false ? 1 : 3;
    describe(title, () => {
      for (const [name, { shows, takes }] of Object.entries(functions)) {
        it(`answers ${name} as engine v3 does`, async () => {
          expect(shows.length, "cases").to.be.at.least(hasNoParameters(takes) ? 1 : min);
          const answered = shows.flatMap(([call, answer]) =>
            answer === null || typeof answer === "string" ? [{ call, answer }] : [],
          );
          // Calls without a FROM are tested together in one SELECT; each call with a FROM in a query of its own.
          const plain = answered.filter(
            ({ call }) => !call.includes(" FROM (VALUES") && !call.includes("FROM (SELECT"),
          );
          if (plain.length > 0)
            expect((await engine.readRows(`SELECT ${plain.map(({ call }) => call).join(", ")}`))[0]).to.deep.equal(
              plain.map(({ answer }) => answer),
            );
          for (const each of answered)
            if (!plain.includes(each)) expect(await engine.evaluate(each.call), each.call).to.equal(each.answer);
          for (const [call, answer] of shows) {
            if (answer !== null && typeof answer !== "string")
              expect(await engine.createFailure(call), call).to.match(new RegExp(`^${answer.fails}: .`));
          }
        });
      }
      for (const name of Object.keys(refused)) {
        it(`rejects ${name} in Athena's words`, async () => {
          expect(await engine.createFailure(`${name}(1)`)).to.match(
            new RegExp(`^(FUNCTION_NOT_FOUND: line 1:8: Function '${name}' not registered|SYNTAX: line 1:)`),
          );
        });
      }
    });
  }
});
