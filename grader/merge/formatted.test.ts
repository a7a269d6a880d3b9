import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { createCell, skeletons, solveText } from "../testing/course-skeletons";
import { collectAnswers } from "./collect-answers";
import type { SkeletonText } from "./skeleton";

const OXFMT = join(dirname(createRequire(import.meta.url).resolve("oxfmt/package.json")), "bin", "oxfmt");

/** Layouts of editors that differ from the labs' own. */
const LAYOUTS = [
  { printWidth: 60, semi: false, singleQuote: true, useTabs: true },
  { printWidth: 160, tabWidth: 4 },
];

/** Code without what a formatter changes. */
const ignoreLayout = (lines: readonly string[]): string => lines.join("").replace(/[\s;,"'`()]/g, "");

function formatAll(texts: readonly SkeletonText[], layout: object): string[][] {
  const folder = createTemporaryFolder();
  const files = texts.map((_, n) => join(folder, `${n}.ts`));
  for (const [n, text] of texts.entries()) writeFileSync(files[n] ?? "", `${solveText(text).join("\n")}\n`);
  writeFileSync(join(folder, ".oxfmtrc.json"), JSON.stringify(layout));
  execFileSync(process.execPath, [OXFMT, "."], { cwd: folder, stdio: "pipe" });
  return files.map((file) => readFileSync(file, "utf8").trimEnd().split("\n"));
}

describe("reading a hand-in that a formatter has changed", () => {
  for (const layout of LAYOUTS)
    for (const skeleton of skeletons)
      it(`takes only the answers of ${skeleton.lab}, with ${JSON.stringify(layout)}`, () => {
        const texts = [...skeleton.cells, ...skeleton.scripts];
        const formatted = formatAll(texts, layout);
        expect(formatted, "the formatter changed something").not.to.deep.equal(texts.map(solveText));
        const byId = new Map(texts.map((text, n) => [text.id, formatted[n] ?? []]));
        const { bodies, notes } = collectAnswers(skeleton, {
          cells: skeleton.cells.map((cell) => createCell(cell, byId.get(cell.id) ?? [])),
          scripts: new Map(skeleton.scripts.map((script) => [script.id, (byId.get(script.id) ?? []).join("\n")])),
        });
        expect(notes.filter((note) => /below END|above START|changed or removed/.test(note))).to.deep.equal([]);
        for (const text of texts)
          expect(
            (bodies.get(text.id) ?? []).map((body) => ignoreLayout(body ?? [])),
            text.id,
          ).to.deep.equal(text.slots.map(({ solution }) => ignoreLayout(solution)));
      });
});
