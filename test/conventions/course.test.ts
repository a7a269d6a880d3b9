import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { labs } from "../../course/index";
import { buildLab, parseLab, readLab, type ParsedLab } from "../../authoring/index";
import { bundleGrader } from "../../grader/core/bundle.mjs";
import { createCompiler } from "../../grader/compile/compiler";
import { startCompilerProcess } from "../../grader/compile/compiler-process";
import { getSnapshot } from "../../grader/compile/snapshot";
import { readHints } from "../../src/exercises/hint";
import { readPredictionQuestions } from "../../src/exercises/predict";
import { EXERCISE_KINDS, measureLab, readExercises } from "../../scripts/course/measure-course";
import { readSkeleton } from "../../grader/merge/read-skeleton";
import { readFeedback } from "../../course/testing/golden-feedback";
import { loadMistakes } from "../../course/testing/load-mistakes";
import { isLineNamed, MIN_NAMED } from "../../course/testing/named-line";
import { findTypeErrors } from "../type-errors";
import { CELL_OPTIONS, createCellFiles, findSyntaxErrors, type Cell } from "./cells-as-files";
import { itIfLong } from "../../cloud/testing/skip";

const ROOT = join(import.meta.dirname, "..", "..");

/** The kinds that `listResources` can list. */
const KINDS = ["list-resources.ts", ...readdirSync(join(ROOT, "src/aws/kinds")).map((file) => `kinds/${file}`)].flatMap(
  (file) =>
    [
      ...readFileSync(join(ROOT, "src/aws", file), "utf8").matchAll(
        /^export const (\w+): ResourceKind = \{\n {2}service: "(\w[\w-]*)"/gm,
      ),
    ].map(([, name = "", service = ""]) => ({ name, service, in: `src/aws/${file}` })),
);

/** Services of which a clean-up has nothing to list, with the reason. */
const WITHOUT_KIND: Readonly<Record<string, string>> = {
  athena: "its queries leave only objects in S3",
  cloudwatch: "labs read its metrics; their alarms are in stacks",
};

/**
 * Compiles with the grader's compiler: its snapshot of the lab contains the types, which take ten seconds to read, and
 * most of the cells.
 */
async function compileAsGraded(lab: string, cells: readonly Cell[]) {
  const programs = await bundleGrader(ROOT);
  const running = startCompilerProcess({
    program: programs.compiler,
    root: ROOT,
    maxSeconds: 500,
    snapshot: getSnapshot(programs, { root: ROOT, lab }),
  });
  try {
    return await createCompiler(running.askCompiler, ROOT).compile(cells);
  } finally {
    await running.close();
  }
}

/** The code cells of a lab's notebook as learners get it. */
function listHandedOut({ source }: ParsedLab): Cell[] {
  const [notebook] = buildLab(source).learner;
  const { cells }: { cells: { id: string; cell_type: string; source: string[] }[] } = JSON.parse(notebook?.text ?? "");
  return cells.flatMap(({ id, cell_type, source: lines }) =>
    cell_type === "code" ? [{ id, code: lines.join("") }] : [],
  );
}

const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** The lines of code that a learner is given in a region: those that are kept, and those that replace the answer. */
const listStarterCode = (region: readonly string[]): string[] =>
  region
    .flatMap((line) => {
      const [, retained, replaced] = /^(.*?)\s*\/\/ @(?:KEEP|REPLACE (.*))$/.exec(line) ?? [];
      return [(replaced ?? retained ?? "").trim()];
    })
    .filter((line) => line !== "" && !line.startsWith("//"));

describe("conventions of the course", () => {
  it("lists every lab of course/, and no other", () => {
    const folders = readdirSync(join(ROOT, "course"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !["givens", "sql", "testing"].includes(entry.name))
      .map(({ name }) => name);
    expect(labs.map(({ id }) => id)).to.deep.equal(folders.sort());
  });

  it("names the line of at least 170 in 190 mistakes in the feedback that they earn, and so in labs 03 to 05", async () => {
    const counted = await Promise.all(
      labs.map(async ({ id, number }) => {
        const skeleton = readSkeleton(await readLab(ROOT, id));
        return (await loadMistakes(id)).map((mistake) => {
          const { name, exercise } = mistake;
          return { name, number, isNamed: isLineNamed(mistake, skeleton, readFeedback(exercise).get(name) ?? "") };
        });
      }),
    );
    const all = counted.flat();
    for (const mistakes of [all, all.filter(({ number }) => ["03", "04", "05"].includes(number))]) {
      const unnamed = mistakes.filter((item) => !item.isNamed).map(({ name }) => name);
      const count = `${mistakes.length - unnamed.length} of ${mistakes.length} are named, but not ${unnamed.join(", ")}`;
      expect(1 - unnamed.length / mistakes.length, count).to.be.at.least(MIN_NAMED);
    }
  });

  it("has hints for every exercise, and for nothing else", async () => {
    const hints = readHints(ROOT);
    const exercises = await Promise.all(
      labs.map(async ({ id }) => parseLab(await readLab(ROOT, id)).exercises.map((exercise) => exercise.id)),
    );
    expect(Object.keys(hints)).to.have.members([...new Set(exercises.flat())]);
  });

  it("has each question of data/predictions.json in its lab, before the cell that compares", async () => {
    const predicted: string[] = [];
    for (const { id } of labs) {
      const { cells } = parseLab(await readLab(ROOT, id));
      const calls = cells
        .filter(({ kind }) => kind === "code")
        .flatMap(({ lines }) => [
          ...lines.join("\n").matchAll(/await (?<name>predict|comparePrediction)\("(?<question>[^"]+)"/g),
        ])
        .map(({ groups = {} }) => `${groups["name"]} ${groups["question"]}`);
      const questions = calls.flatMap((call) => (call.startsWith("predict ") ? [call.slice("predict ".length)] : []));
      // A cell may compare in each of its branches.
      expect([...new Set(calls)], id).to.deep.equal(
        questions.flatMap((question) => [`predict ${question}`, `comparePrediction ${question}`]),
      );
      expect(
        questions.every((question) => question.startsWith(`${id}.`)),
        id,
      ).to.equal(true);
      predicted.push(...questions);
    }
    expect(readPredictionQuestions(ROOT).map(({ id }) => id)).to.have.members(predicted);
  });

  for (const { id, number, title, scripts, onAws } of labs) {
    describe(id, () => {
      let lab: ParsedLab;
      let exercises: readonly string[];
      before(async () => {
        lab = parseLab(await readLab(ROOT, id));
        exercises = [...new Set(lab.exercises.map((exercise) => exercise.id))];
      });

      it("has the same title on its page and in course/index.ts", () => {
        expect(lab.cells[0]?.lines[0]).to.equal(`# Lab ${number}: ${title}`);
      });

      it("lists after its clean-up each kind of resource of its services, if it uses listResources", () => {
        const code = lab.cells.flatMap(({ kind, lines }) => (kind === "code" ? lines : [])).join("\n");
        if (!/^[^/]*\blistResources\(/m.test(code)) return;
        const passed = /\bkinds: \[([^\]]*)\]/.exec(code)?.[1]?.split(/,\s*/);
        const listed = passed ?? ["dataStreams", "firehoses", "buckets"];
        const known = new Set([...KINDS.map(({ service }) => service), ...Object.keys(WITHOUT_KIND)]);
        expect(
          onAws?.services.filter((service) => !known.has(service)),
          "services that listResources cannot list: write a kind for each in src/aws/kinds",
        ).to.deep.equal([]);
        // The stacks of a lab's preparation remain until `labs teardown`.
        const needed = KINDS.filter(
          ({ service }) => service !== "cloudformation" && onAws?.services.includes(service) === true,
        );
        expect(
          needed.filter(({ name }) => !listed.includes(name)),
          "kinds that the proof leaves out: pass them to listResources, as in `kinds: [queues]`",
        ).to.deep.equal([]);
      });

      it("lists its scripts", () => {
        expect(scripts).to.deep.equal(lab.source.scripts.map(({ path }) => path));
      });

      it("has a check for every exercise, and an exercise for every check", () => {
        expect(exercises).to.not.be.empty;
        expect([...(lab.source.judged ?? [])].sort()).to.deep.equal([...exercises].sort());
      });

      it("has a check cell, three hints and an explained solution after every exercise", () => {
        const findCell = (test: (text: string) => boolean) =>
          lab.cells.findIndex(({ lines }) => test(lines.join("\n")));
        for (const exercise of exercises) {
          const position = lab.cells.findIndex((cell) => cell.exercise === exercise);
          const stuck = findCell((text) => text.includes(`{{solution ${exercise}}}`));
          expect(
            findCell((text) => text.includes(`check("${exercise}")`)),
            `the check of ${exercise}`,
          ).to.be.greaterThan(position);
          // The answers to a quiz aren't in the learner's notebook.
          if (exercise.endsWith(".quiz")) expect(stuck, `the solution of ${exercise}`).to.equal(-1);
          else expect(stuck, `the solution of ${exercise}`).to.be.greaterThan(position);
          const hints = readHints(ROOT)[exercise] ?? [];
          expect(
            hints.map((text) => text.trim()).filter((text) => text !== ""),
            `the hints for ${exercise} in data/hints.json`,
          ).to.have.length(3);
          expect(hints[0], `a question comes first for ${exercise}`).to.match(/\?/);
          if (stuck === -1) continue;
          const reason = lab.cells[stuck]?.lines.find((line) => line.includes(`{{solution ${exercise}}}`));
          expect(reason, `why the solution of ${exercise} is so`).to.match(/\}\} .*[.]$/);
        }
      });

      it("describes every exercise in its exercises.json", async () => {
        const described = await readExercises(ROOT, { id });
        expect(
          described.map((item) => `${id}.${item.id}`).sort(),
          `the exercises that course/${id}/exercises.json describes`,
        ).to.deep.equal([...exercises].sort());
        for (const { id: name, kind, exercises: practices, needsThought, reason } of described) {
          expect(EXERCISE_KINDS, name).to.include(kind);
          expect(practices, name).to.match(/^[a-z].*[^.]$/);
          expect(reason, name).to.match(/^[A-Z].*[.?]$/);
          expect(needsThought, name).to.be.a("boolean");
          if (kind !== "free") continue;
          // A free exercise gives no more than the name of the answer, or a line to replace.
          const starterCode = lab.exercises
            .filter((exercise) => exercise.id === `${id}.${name}`)
            .flatMap(({ lines, region }) => listStarterCode(lines.slice(region.start + 1, region.end)));
          expect(
            starterCode.length,
            `the lines of starter code of ${name}, which is free; with more than one it is completed: ${starterCode.join("\n")}`,
          ).to.be.at.most(1);
        }
      });

      it("states a time in course/index.ts and README.md that follows from its words, exercises and waits", async () => {
        const { minutes } = await measureLab(ROOT, { id });
        const stated = (onAws?.hours ?? 0) * 60;
        // Times are stated in quarters of an hour: if none is in the range, the next one is.
        const last = Math.max(minutes[1], Math.ceil(minutes[0] / 15) * 15);
        expect(
          stated,
          `hours of ${id} in course/index.ts, in minutes; measured: ${minutes[0]} to ${last}`,
        ).to.be.within(minutes[0], last);
        const [, hours = "", quarters = ""] =
          new RegExp(`${id}\\.ipynb\\).*\\| (\\d?)([½¼¾]?) h \\|`).exec(README) ?? [];
        expect(
          (Number(hours) + ({ "¼": 0.25, "½": 0.5, "¾": 0.75 }[quarters] ?? 0)) * 60,
          `the time of ${id} in the table of README.md`,
        ).to.equal(stated);
      });

      it("has at least one mistake for every exercise, and the feedback on each mistake, and no other", async () => {
        const mistakes = await loadMistakes(id);
        const mistaken = [...new Set(mistakes.map(({ exercise }) => exercise))].sort();
        expect(mistaken, `the exercises of course/${id}/mistakes`).to.deep.equal([...exercises].sort());
        const golden = `course/${id}/golden/mistakes`;
        const files = readdirSync(join(ROOT, golden)).map((file) => `${id}.${file.replace(/\.txt$/, "")}`);
        expect(files.sort(), `the files of ${golden}`).to.deep.equal(mistaken);
        expect(
          mistaken
            .flatMap((exercise) => [...readFeedback(exercise).keys()].map((name) => `${exercise}: ${name}`))
            .sort(),
          `the sections of ${golden}, which LONG_TESTS=1 npm run golden -- course/${id} writes`,
        ).to.deep.equal(mistakes.map(({ exercise, name }) => `${exercise}: ${name}`).sort());
      });

      itIfLong("has original cells that the kernel's own compiler accepts unchanged", async () => {
        const cells = listHandedOut(lab);
        const compiled = (await compileAsGraded(id, cells)) ?? [];
        expect(compiled.map((cell) => cell.id)).to.deep.equal(cells.map((cell) => cell.id));
        for (const cell of compiled) expect(cell.ok ? [] : cell.diagnostics, `the cell ${cell.id}`).to.deep.equal([]);
      });
    });
  }

  it("has at least 45 exercises that require thought, by their exercises.json", async () => {
    const described = (await Promise.all(labs.map((lab) => readExercises(ROOT, lab)))).flat();
    expect(described.filter(({ needsThought }) => needsThought).length).to.be.at.least(45);
  });

  it("has original cells that compile, so the first thing a learner sees is no type error", async () => {
    const files = new Map<string, string>();
    for (const { id } of labs) {
      const cells = listHandedOut(parseLab(await readLab(ROOT, id)));
      expect(cells, id).to.not.be.empty;
      expect(cells.flatMap(findSyntaxErrors), id).to.deep.equal([]);
      for (const [path, text] of createCellFiles(id, cells)) files.set(path, text);
    }
    expect(await findTypeErrors(files, CELL_OPTIONS)).to.deep.equal([]);
  });
});
