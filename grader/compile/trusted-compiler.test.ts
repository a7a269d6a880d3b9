import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { NO_ANSWERS, type Answers } from "../merge/answers";
import type { Skeleton, SkeletonText } from "../merge/skeleton";
import { compileCells } from "./compile-cells";
import type { CompileRequest } from "./requests";
import { createTrustedCompiler } from "./trusted-compiler";

const ROOT = join(import.meta.dirname, "..", "..");
const NEVER = join(import.meta.dirname, "..", "testing");

/** A script's path: what is imported, and the folder of what imports it, must be there, though their texts are not read. */
const getPath = (name: string): string => (name === "other" ? "src/etl/consumer.ts" : `src/etl/${name}.ts`);
/** A script of a lab whose regions hold one line each. */
const createScript = (
  name: string,
  solutions: readonly string[],
  stubs = solutions.map(() => "throw 0;"),
): SkeletonText => ({
  id: getPath(name),
  lines: [
    `export const name = "${name}";`,
    ...stubs.flatMap((stub) => ["// ### START CODE HERE ### (~ 1 line of code)", stub, "// ### END CODE HERE ###"]),
  ],
  slots: solutions.map((solution, at) => ({
    exercise: `${name}-${at}`,
    stub: [stubs[at] ?? ""],
    solution: [solution],
  })),
  declares: ["name"],
});
const createSkeleton = (...scripts: readonly SkeletonText[]): Skeleton => ({
  lab: "x",
  notebook: "",
  cells: [],
  scripts,
});
const createAnswers = (bodies: Readonly<Record<string, readonly (readonly string[] | undefined)[]>>): Answers => ({
  ...NO_ANSWERS,
  bodies: new Map(Object.entries(bodies).map(([name, lines]) => [getPath(name), lines])),
});

/** Answers, and the exercises whose answers are taken. */
interface AnswerSelection {
  readonly answers?: Answers;
  readonly take?: readonly string[];
}

describe("the trusted compiler itself", () => {
  const ask = createTrustedCompiler(ROOT);
  /** The JavaScript of a script, without its source map, and the remarks on it. */
  async function compileAnswers(
    name: string,
    lab: Skeleton,
    { answers = NO_ANSWERS, take = [] }: AnswerSelection = {},
  ) {
    await ask({ do: "know", key: "a lab", skeleton: lab });
    const path = getPath(name);
    const request = { do: "script", key: "a lab", path, answers, take: new Set(take) } as const;
    const { script: found } = await ask(request);
    const js = found && "js" in found.script ? found.script.js.replace(/\/\/# source[^]*/, "") : "";
    return { js, remarks: found?.remarks, script: found?.script };
  }

  it("knows only the labs it was given, and no script that its lab lacks", async () => {
    const request = { do: "script", path: "src/x.ts", answers: NO_ANSWERS, take: new Set<string>() } as const;
    expect(await ask({ ...request, key: "unknown" })).to.deep.equal({ unknown: true });
    expect(await ask({ do: "know", key: "known", skeleton: createSkeleton() })).to.deep.equal({});
    const failed: unknown = await ask({ ...request, key: "known" }).catch((error: unknown) => error);
    expect(String(failed)).to.equal("Error: The lab has no script src/x.ts.");
  });

  it("reads a lab from its folder, even outside the project", async () => {
    const { skeleton: read } = await ask({ do: "read", lab: "99-plain", labRoot: NEVER });
    expect([read?.lab, read?.scripts]).to.deep.equal(["99-plain", []]);
    const failed: unknown = await ask({ do: "read", lab: "99-plain" } as CompileRequest).catch(
      (error: unknown) => error,
    );
    expect(failed).to.be.instanceOf(Error);
  });

  it("inserts the selected answers into a script, and the solution elsewhere", async () => {
    const lab = createSkeleton(createScript("one", ["console.log('solution 0');", "console.log('solution 1');"]));
    const answers = createAnswers({ one: [["console.log('mine 0');"], ["console.log('mine 1');"]] });
    const { js } = await compileAnswers("one", lab, { answers, take: ["one-1"] });
    expect([...js.matchAll(/log\("(.*?)"\)/g)].map(([, text]) => text)).to.deep.equal(["solution 0", "mine 1"]);
  });

  it("makes a script import the solution's versions of other scripts, and the learner's if there is none", async () => {
    const importing = createScript("one", ['import { say } from "./consumer"; say();']);
    const createOther = (solution: string) => createScript("other", [solution], ["export const say = () => 'stub';"]);
    const answers = createAnswers({ other: [["export const say = () => 'learner';"]] });
    const getRemark = async (solution: string): Promise<string | undefined> =>
      /=> "(.*?)"/.exec(
        (await compileAnswers("one", createSkeleton(importing, createOther(solution)), { answers })).js,
      )?.[1];
    expect(await getRemark("export const say = () => 'solution';")).to.equal("solution");
    expect(await getRemark("export const say = () => 'stub';")).to.equal("learner");
  });

  it("reports remarks on likely mistakes in selected answers, by exercise", async () => {
    const lab = createSkeleton(createScript("one", ["1;", "2;", "3;"]));
    const answers = createAnswers({
      one: [["sqs.send(command);", "if (done = true) stop();"], ["if (done = true) stop();"], undefined],
    });
    const { remarks } = await compileAnswers("one", lab, { answers, take: ["one-0", "one-2"] });
    expect(Object.keys(remarks ?? {})).to.deep.equal(["one-0"]);
    expect(remarks?.["one-0"]?.map((item) => item.slice(0, 13))).to.deep.equal(["Nothing waits", "The condition"]);
    const twice: SkeletonText = createScript("two", ["1;", "2;"]);
    const same = createSkeleton({ ...twice, slots: twice.slots.map((slot) => ({ ...slot, exercise: "both" })) });
    const both = createAnswers({ two: [["if (a = 1) go();"], ["if (b = 1) go();"]] });
    expect((await compileAnswers("two", same, { answers: both, take: ["both"] })).remarks?.["both"]).to.have.lengthOf(
      2,
    );
  });

  it("returns the same bundle for the same script, and another if a neighboring script differs", async () => {
    const createLab = (text: string) => createSkeleton(createScript("one", ["1;"]), createScript("other", [text]));
    const normalizeText = async (text: string) => {
      const { script: found } = await compileAnswers("one", createLab(text));
      return found && "essence" in found ? found.essence : undefined;
    };
    expect(await normalizeText("2;")).to.equal(await normalizeText(" 2 ; // two"));
    expect(await normalizeText("2;")).to.not.equal(await normalizeText("3;"));
  });

  it("compiles no cell with a forbidden import, and returns the normalized form of all cells", async () => {
    const compileFiles = async (code: string) => ask({ do: "compile", cells: [{ id: "a", code }], inside: "/lab" });
    const { cells, essence } = await compileFiles('import "/x";');
    expect(cells?.map((cell) => !cell.ok && cell.diagnostics[0]?.message)).to.deep.equal([
      "Only packages and files of ./src can be imported, not /x.",
    ]);
    expect(essence).to.match(/^a [0-9a-f]{64}$/);
    expect((await compileFiles('import   "/x"; // other')).essence).to.equal(essence);
  });

  describe("with cells that import a script", () => {
    const SCRIPT = "src/etl/one.ts";
    const SOLUTION = "solutions/src/etl/one_Solution.ts";
    const createCell = (...lines: readonly string[]): SkeletonText => ({
      ...{ id: "a", exercise: "a-0", lines, slots: [], declares: [] },
    });

    /** The output of a project's compiler for the cell: its JavaScript, and the modules that come with it. */
    async function compileFiles(files: readonly string[], lab: Skeleton, more: object = {}) {
      const root = createTemporaryFolder();
      for (const path of files) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), 'export const word = "said";\n');
      }
      const compiler = createTrustedCompiler(root);
      await compiler({ do: "know", key: "a lab", skeleton: lab });
      const request = {
        do: "cells",
        key: "a lab",
        answers: NO_ANSWERS,
        take: new Set<string>(),
        inside: "/lab",
      } as const;
      const { cells = [] } = await compiler({ ...request, ...more });
      return cells.map((cell) =>
        cell.ok
          ? { js: cell.js, modules: cell.modules.map(({ path, source }) => [path, source]) }
          : { message: cell.diagnostics.map(({ message }) => message).join() },
      );
    }

    it("returns the learner's version, or the solution's on request if it exists", async () => {
      const lab: Skeleton = {
        ...createSkeleton(
          { ...createScript("one", []), id: SCRIPT },
          { ...createScript("two", []), id: "src/etl/two.ts" },
        ),
        cells: [
          createCell(
            'import { word } from "./src/etl/one";',
            'import { word as other } from "./src/etl/two";',
            "[word, other];",
          ),
        ],
      };
      const listHandedOut = async (files: readonly string[], more: object = {}) =>
        (await compileFiles([SCRIPT, "src/etl/two.ts", ...files], lab, more)).flatMap(({ modules = [], message }) =>
          message === undefined ? modules.sort() : [[message]],
        );
      const two = ["/lab/src/etl/two.js", "src/etl/two.ts"];
      const learners = [["/lab/src/etl/one.js", SCRIPT], two];
      expect(await listHandedOut([SOLUTION])).to.deep.equal(learners);
      expect(await listHandedOut([SOLUTION], { solutionImports: true })).to.deep.equal([
        ["/lab/solutions/src/etl/one_Solution.js", SOLUTION],
        two,
      ]);
      expect(await listHandedOut([], { solutionImports: true })).to.deep.equal(learners);
    });

    it("names the learner's script, or the solution's on request", async () => {
      const lab: Skeleton = {
        ...createSkeleton({ ...createScript("one", []), id: SCRIPT }),
        cells: [createCell(`"run ${SCRIPT}";`)],
      };
      const listNamed = async (more: object = {}) =>
        (await compileFiles([SCRIPT], lab, more)).map(({ js = "" }) => /run ([^"]*)/.exec(js)?.[1]);
      expect(await listNamed()).to.deep.equal([SCRIPT]);
      expect(await listNamed({ solutionScripts: true })).to.deep.equal([SOLUTION]);
    });

    it("bundles no file outside the library for a cell", async () => {
      const root = createTemporaryFolder();
      writeFileSync(join(root, "beside.ts"), 'export const word = "said";\n');
      const [cell] = compileCells([{ id: "a", code: 'import { word } from "./beside"; word;' }], root, {
        inside: "/lab",
      });
      expect(cell?.ok && cell.modules).to.deep.equal([]);
    });
  });
});
