import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { SourceCell } from "../../authoring/percent";
import { buildLab, readLab } from "../../authoring/index";
import { withoutVenv } from "../../cloud/testing/venv";
import { labs } from "../../course/index";
import { runInLabCloud } from "../../scripts/course/solution/run-in-lab-cloud";
import { startSolutionCompiler } from "../../scripts/course/solution/solution-compiler";
import { skipIf, describeIfLong } from "../../cloud/testing/skip";

const ROOT = join(import.meta.dirname, "..", "..");
const WITH_FLINK = ["03", "04"];

/** Switches the clean-up on: the closing's cells delete only with `CLEAN_UP = true`. */
const createCleanUp = (cell: SourceCell): SourceCell => ({
  ...cell,
  lines: cell.lines.map((line) => line.replace("const CLEAN_UP = false;", "const CLEAN_UP = true;")),
});

// A short run tests this without the clean-up: `labs.test.ts` runs its labs on such a cloud.
describeIfLong("a cloud as slow as AWS (--lag)", function () {
  this.timeout(900_000);
  for (const lab of labs)
    it(`runs the solution of lab ${lab.number}, from its given resources to its clean-up`, async function () {
      const flinkIsMissing = WITH_FLINK.includes(lab.number) && !existsSync(join(ROOT, ".labs", "flink"));
      skipIf(this, withoutVenv ?? (flinkIsMissing ? "Apache Flink is not set up: `npx labs flink`" : undefined));
      const { solutionNotebook } = buildLab(await readLab(ROOT, lab.id));
      const compiler = startSolutionCompiler(ROOT);
      try {
        const cells = solutionNotebook.cells.map(createCleanUp);
        const ran = await runInLabCloud(ROOT, { lab, cells, compiler, lags: true });
        expect(JSON.stringify(ran.get("clean-up-proof")?.outputs)).to.include("(no rows)");
      } finally {
        await compiler.close();
      }
    });
});
