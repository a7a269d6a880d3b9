import { expect } from "chai";
import { transformSync } from "esbuild";
import { runInNewContext } from "node:vm";
import { addSwitches } from "./add-switches";

const SOURCE = `const LIMIT = 2;
function fits(sizes: readonly number[], strict = false): string {
  let seen = 0;
  for (const size of sizes) {
    if (size < 0 && strict) continue;
    seen += size;
  }
  if (!sizes.some((size) => size >= LIMIT)) return "small";
  return seen > LIMIT * 2 ? "large" : (sizes.at(5)?.toFixed() ?? "middle");
}
[fits([1]), fits([2, 2]), fits([5, -9]), fits([5, -9], true)].join();
`;

describe("mutants of our own code", () => {
  const { text, mutants } = addSwitches("a.ts", SOURCE, 10);
  const { code } = transformSync(text, { loader: "ts" });
  const answer = (mutant: number): unknown => {
    try {
      return runInNewContext(code, { process: { env: { CODE_MUTANT: String(mutant) } } });
    } catch (error) {
      return (error as Error).message;
    }
  };
  const runChanged = (key: string): unknown => answer(mutants.find((one) => one.key === key)?.id ?? NaN);

  it("change nothing while none is switched on", () => {
    expect(answer(-1)).to.equal("small,middle,middle,large");
  });
  it("change one place each, and are named by their lines", () => {
    expect(mutants.map(({ id }) => id)).to.deep.equal(mutants.map((_, at) => at + 10));
    expect(runChanged("constant: const LIMIT = 2; → const LIMIT = 3;")).to.equal("small,small,middle,middle");
    expect(runChanged("operator: if (size < 0 && strict) continue; → if (size < 0 || strict) continue;")).to.equal(
      "small,middle,large,middle",
    );
    expect(runChanged("statement: seen += size; → undefined;")).to.equal("small,middle,middle,middle");
    expect(runChanged("statement: if (size < 0 && strict) continue; → if (size < 0 && strict) ;")).to.equal(
      "small,middle,middle,middle",
    );
    expect(mutants.map(({ line }) => line)).to.include.members([1, 5, 6, 8, 9]);
  });
  it("leave names that are numbers alone", () => {
    const { text, mutants } = addSwitches("a.ts", "for (const { 0: first } of [{ 0: true }]) first;", 0);
    expect(() => transformSync(text, { loader: "ts" })).not.to.throw();
    expect(mutants.map(({ key }) => key.split(":", 1)[0])).to.deep.equal(["constant", "statement"]);
  });
  it("leave the numbers of an order alone, of which only the sign is looked at", () => {
    const listKeys = (source: string) => addSwitches("a.ts", source, 0).mutants.map(({ key }) => key.split(":", 1)[0]);
    expect(
      listKeys("a.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));").filter((kind) => kind === "constant"),
    ).to.have.length(1);
    expect(listKeys("a.map((a) => (a < 2 ? -1 : 1));").filter((kind) => kind === "constant")).to.have.length(3);
  });
});
