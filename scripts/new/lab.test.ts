import { existsSync } from "node:fs";
import { cp, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { buildLab, readLab } from "../../authoring/index";
import { findTypeErrors } from "../../test/type-errors";
import { lintFiles } from "../testing/lint-files";
import { rehearseLab } from "./testing/rehearse-lab";
import { PROJECT, useScaffolds } from "./testing/use-scaffolds";
import { LEFT_TO_CI, skipIf } from "../../cloud/testing/skip";

const LAB = "01-streaming-ingestion";
const LONG_LAB = "03-data-collection";
const LAB_90 = "90-resharding";

describe("npm run new lab and check", () => {
  const scaffold = useScaffolds("course/index.ts", "course/givens/lab.ts");
  const { read, run } = scaffold;

  it("create a lab and an exercise that build, and pass the type check and lint", async () => {
    expect((await run("lab", "90-resharding", "Resharding streams")).status).to.equal(0);
    expect(await read("course/index.ts"))
      .to.include('  createLab("90-resharding", {\n    title: "Resharding streams",\n    onAws: {\n')
      .and.to.include('    importGiven: () => import("./90-resharding/given/index"),\n  }),\n];');

    // `new check` knows only the labs of the project itself, so here the new lab is moved to the first lab's folder.
    await rename(join(scaffold.root, "course/90-resharding"), join(scaffold.root, "course", LAB));
    for (const file of ["lab/01-opening.ts", "lab/02-closing.ts", "checks.ts"])
      await writeFile(
        join(scaffold.root, "course", LAB, file),
        (await read(`course/${LAB}/${file}`)).replaceAll("90-resharding", LAB),
      );
    expect((await run("check", "01", "split-a-shard")).status).to.equal(0);

    const source = await readLab(scaffold.root, LAB);
    const { learner, solutionNotebook } = buildLab({ ...source, hasFile: (path) => existsSync(join(PROJECT, path)) });
    expect(learner[0]?.text)
      .to.include(`"exercise": "${LAB}.split-a-shard"`)
      .and.to.include("console.log(None);")
      .and.to.include("a line that gives you hints, one at a time");
    expect(solutionNotebook.cells.map(({ id }) => id)).to.deep.equal([
      "welcome",
      "how-it-works",
      "setup",
      "split-a-shard-do",
      "split-a-shard",
      "split-a-shard-check",
      "split-a-shard-stuck",
      "lab-check-note",
      "lab-check",
      "clean-up-do",
      "clean-up",
      "clean-up-proof-note",
      "clean-up-proof",
      "clean-up-cost-note",
      "clean-up-cost",
      "clean-up-on-aws",
      "summary",
      "glossary",
    ]);
    expect(source.parts.map(({ file }) => file.split("/").at(-1))).to.deep.equal([
      "01-opening.ts",
      "02-split-a-shard.ts",
      "03-closing.ts",
    ]);

    const started = [
      ...source.parts.map(({ file }) => file.slice(`course/${LAB}/`.length)),
      "checks.ts",
      "given/index.ts",
      "grading.test.ts",
      "mistakes.test.ts",
      "mutants.test.ts",
      "equivalent-mutants.ts",
      "mistakes/split-a-shard.ts",
    ].map((file) => `course/${LAB}/${file}`);
    const texts = new Map(
      await Promise.all(started.map(async (path) => [path.replace(LAB, "90-resharding"), await read(path)] as const)),
    );
    // A long lab has a folder of checks.
    const long = `course/${LONG_LAB}`;
    await scaffold.copy(`${long}/lab`, `${long}/checks`, `${long}/checks.ts`);
    expect((await run("check", LONG_LAB, "split-a-shard")).status).to.equal(0);
    expect((await read(`${long}/checks.ts`)).match(/(?<=^import ")\.\/checks.*(?=")/gm)?.at(-1)).to.equal(
      "./checks/split-a-shard",
    );
    const check = `${long}/checks/split-a-shard.ts`;
    texts.set(check, await read(check));
    expect(await findTypeErrors(texts)).to.deep.equal([]);
    expect(lintFiles(Object.fromEntries(texts))).to.deep.equal([]);
  });

  it("begin a lab that grades: the solution earns all marks, what is handed out none, and the mistake fails its claim", async function () {
    skipIf(this, LEFT_TO_CI);
    expect((await run("lab", LAB_90, "Resharding streams")).status).to.equal(0);
    const getFolder = (id: string) => join(scaffold.root, "course", id);
    // `new check` knows only the labs of the project itself.
    await cp(getFolder(LAB_90), getFolder(LAB), { recursive: true });
    for (const file of ["lab/01-opening.ts", "lab/02-closing.ts", "checks.ts"])
      await writeFile(join(getFolder(LAB), file), (await read(`course/${LAB}/${file}`)).replaceAll(LAB_90, LAB));
    await run("check", "01", "split-a-shard");
    const answers = { [`${LAB}.split-a-shard`]: ['console.log("something else");'] };
    expect(await rehearseLab(scaffold, LAB, answers)).to.deep.equal({
      solution: [1, 1],
      open: 0,
      claims: [["prints what the solution prints", false]],
    });
  });

  for (const [name, argv, says] of [
    ["a lab whose number is taken", ["lab", "01-other"], "The lab 01-streaming-ingestion already has the number 01."],
    ["a lab without a number", ["lab", "resharding"], "A lab's id begins with its number"],
    ["a lab that is not kebab-case", ["lab", "05-Resharding"], "A lab's id is kebab-case"],
    ["an exercise of no lab", ["check", "77", "split"], 'There is no lab "77".'],
    ["an exercise that is not kebab-case", ["check", "01", "Split it"], "An exercise's name is kebab-case"],
  ] as const) {
    it(`are rejected for ${name}`, async () => {
      const { status, err } = await run(...argv);
      expect(status).to.equal(2);
      expect(err).to.include(says);
    });
  }

  it("change nothing for an exercise that exists", async () => {
    const part = `course/${LAB}/lab/03-buckets-and-streams.ts`;
    await scaffold.copy(part, `course/${LAB}/checks.ts`);
    const { status, err } = await run("check", "01", "create-buckets");
    expect(err.replace(/\d+(?=\. N)/, "N")).to.equal(
      `The exercise \`${LAB}.create-buckets\` is already in ${part}:N. Nothing was changed.`,
    );
    expect(status).to.equal(1);
    expect(existsSync(join(scaffold.root, "course", LAB, "mistakes"))).to.equal(false);
  });
});
