import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { captureOutput } from "../testing/capture-output";
import { quoteForShell, sh } from "./sh";

describe("sh", () => {
  const output = captureOutput();

  it("runs a command line and prints its output", async () => {
    await sh`node -e "console.log(6 * 7)"`;
    expect(output.getText()).to.equal("42\n");
  });
  it("passes each value as one word, whatever it contains", async () => {
    const odd = `a b"c'd$(echo no) | & ; < > * \\ %PATH% ü`;
    await sh`node -p process.argv[1] ${odd}`;
    expect(output.getText().trim()).to.equal(odd);
  });
  it("throws if the command fails, with the command and its status", async () => {
    let thrown: unknown;
    try {
      await sh`node -e "process.exit(3)"`;
    } catch (error) {
      thrown = error;
    }
    expect(thrown)
      .to.be.an("error")
      .with.property("message", '`node -e "process.exit(3)"` ended with status 3. Its output above says why.');
    const stack = String((thrown as Error).stack);
    expect(stack)
      .to.match(/sh\.test\.ts/)
      .and.not.match(/\/sh\.ts/);
  });

  it("reports a missing program, which a POSIX shell signals by status 127", async function () {
    skipIf(this, process.platform === "win32" ? "cmd.exe has another status" : undefined);
    const thrown = await sh`no-such-program-anywhere`.catch((error: unknown) => error);
    expect(thrown)
      .to.be.an("error")
      .with.property("message", "`no-such-program-anywhere` can't run: the program isn't installed on this computer.");
  });
  it("explains what to do when an AWS CLI command fails", async () => {
    const thrown: unknown = await sh`aws no-such-service`.catch((error: unknown) => error);
    expect(String(thrown)).to.match(/says why\. If AWS can't find a name, compare it with the cell that creates it, /);
  });
  it("finds the project's npm programs", async () => {
    await sh`tsx --version`;
    expect(output.getText()).to.contain("tsx v");
  });
});

describe("quoteForShell", () => {
  for (const [word, posix, windows] of [
    ["plain-name/a.b:c=d,e", "plain-name/a.b:c=d,e", "plain-name/a.b:c=d,e"],
    ["", "''", '""'],
    ["two words", "'two words'", '"two words"'],
    ["it's", `'it'\\''s'`, '"it\'s"'],
    ['say "x"', `'say "x"'`, '"say \\"x\\""'],
    ["ends in \\", "'ends in \\'", '"ends in \\\\"'],
  ] as const) {
    it(`quotes ${JSON.stringify(word)}`, () => {
      expect(quoteForShell(word, "linux")).to.equal(posix);
      expect(quoteForShell(word, "win32")).to.equal(windows);
    });
  }
});
