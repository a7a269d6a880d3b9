import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { bundleGrader } from "../core/bundle.mjs";
import { runInSandbox, explainNotTried, type SandboxOverrides } from "../testing/in-sandbox";
import type { SandboxEntry } from "./inside/messages";
import { skipIf } from "../../cloud/testing/skip";

const ROOT = join(import.meta.dirname, "..", "..");
const NODE = "/run/bin/node";
/** A value for NODE_OPTIONS that makes Node tell on stderr which program has loaded it. */
const SAYS = `--import=data:text/javascript,${encodeURIComponent('import{writeSync}from"node:fs";writeSync(2,"heeded by "+(process.argv[1]??"its own")+"\\n")')}`;

/**
 * Environment variables that make a program load a file: for each, a value, a program that follows the variable, and
 * the sign on stderr that it did.
 */
const VARIABLES: Readonly<Record<string, { value: string; argv: readonly string[]; effect: RegExp }>> = {
  NODE_OPTIONS: { value: SAYS, argv: [NODE, "--eval", "0"], effect: /heeded by .*/g },
  LD_PRELOAD: { value: "/tmp/theirs.so", argv: ["/usr/bin/env"], effect: /theirs\.so' from LD_PRELOAD/g },
  PYTHONSTARTUP: { value: "/run/startup.py", argv: ["/usr/bin/python3", "-i"], effect: /heeded by Python/g },
  BASH_ENV: { value: "$(echo heeded by bash >&2)", argv: ["/bin/bash", "-c", "true"], effect: /heeded by bash/g },
};

for (const grader of ["root", "an ordinary user"] as const) {
  describe(`the first program in the sandbox of what a cloud starts, for a grader that is ${grader}`, () => {
    let enter: string;
    const folder = createTemporaryFolder();
    before(async () => {
      ({ enter } = await bundleGrader(ROOT));
      // The ordinary user must be able to read the files that are mounted from this folder.
      chmodSync(folder, 0o755);
      writeFileSync(join(folder, "startup.py"), "import sys; print('heeded by Python', file=sys.stderr)");
    });

    /** Runs a command as a function's. @returns the signs on stderr that the variable was followed */
    function runWithVariable(name: string, otherwise: SandboxOverrides = {}): readonly string[] {
      const { value, argv, effect: shows } = VARIABLES[name] ?? { value: "", argv: [], effect: /$^/g };
      const entered: SandboxEntry = { argv, env: { [name]: value } };
      const mounts = [
        { outside: enter, inside: "/run/enter.mjs" },
        { outside: join(folder, "startup.py"), inside: "/run/startup.py" },
      ];
      const found = runInSandbox(grader, ["/run/enter.mjs", JSON.stringify(entered)], { ...otherwise, mounts });
      return found.stderr.match(shows) ?? [];
    }

    for (const name of Object.keys(VARIABLES)) {
      it(`ignores a function's ${name}, which the function's own program obeys`, function () {
        skipIf(this, explainNotTried(grader));
        expect(runWithVariable(name)).to.have.lengthOf(1);
      });
    }

    it("would obey those of Node and the loader if started with them", function () {
      skipIf(this, explainNotTried(grader));
      for (const name of ["NODE_OPTIONS", "LD_PRELOAD"]) {
        const env = { [name]: VARIABLES[name]?.value ?? "" };
        expect(runWithVariable(name, { env }), name).to.have.lengthOf.at.least(2);
      }
    });

    it("sees no variable but its folder, and can't become another user; root's could without the earlier change of user", function () {
      skipIf(this, explainNotTried(grader));
      const code =
        "let canBe = true; try { process.setuid(process.getuid() === 0 ? 1 : 0); } catch { canBe = false; } console.log(JSON.stringify([Object.keys(process.env), canBe]));";
      const findCommand = (otherwise?: SandboxOverrides): unknown =>
        JSON.parse(runInSandbox(grader, ["--eval", code], otherwise).stdout);
      expect(findCommand()).to.deep.equal([["PWD"], false]);
      if (grader === "root") {
        const setpriv = ["/run/tools/setpriv", "--reuid=1999999999", "--regid=1999999999", "--clear-groups"];
        expect(findCommand({ without: setpriv, user: 1_999_999_999 })).to.deep.equal([["PWD"], true]);
      }
    });
  });
}
