import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildLab, createDigest, readLab } from "../../../authoring/index";
import { commands } from "../commands/index";
import { dispatch } from "../main";

const LAB = "01-streaming-ingestion";

const LAB_SOURCE = `// %% [markdown] id=welcome
// # A small lab

// %% id=create exercise=${LAB}.create
import { count } from "../scripts/src/etl/consumer";
// ### START CODE HERE ### (~ 1 line of code)
console.log("solved", count()); // @REPLACE console.log(None);
// ### END CODE HERE ###

// %% [markdown] id=create-stuck
// {{solution ${LAB}.create}}
`;

/** The lab's texts in German. */
export const GERMAN = `<!-- words.stuck of 2f2b72b5 -->
Kommst du nicht weiter? \`{{call}}\`
<!-- welcome of ${createDigest(["# A small lab"])} -->
# Ein kleines Lab
<!-- create-stuck of ${createDigest([`{{solution ${LAB}.create}}`])} -->
{{solution ${LAB}.create}}
`;

const SCRIPT_SOURCE = `import { one } from "../../../../../src/one";
export function count(): number {
  // exercise=${LAB}.count
  // ### START CODE HERE ### (~ 1 line of code)
  return one + 41; // @REPLACE return None;
  // ### END CODE HERE ###
}
`;

/** A small project with the first lab's name, in its own folder for each test. */
interface Project {
  readonly root: string;
  /** Runs `labs …` in the project. */
  runLabs(...argv: string[]): Promise<{ status: number; out: string; err: string }>;
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  has(path: string): boolean;
}

/** Makes such a project before each test, with its generated files, and removes it after the test. */
export function useProject(): Project {
  let root = "";
  const project: Project = {
    get root() {
      return root;
    },
    async runLabs(...argv) {
      const [out, err]: [string[], string[]] = [[], []];
      const io = {
        printResult: (line: string) => void out.push(line),
        printError: (line: string) => void err.push(line),
        root,
        cwd: root,
        env: {},
        isTerminal: false,
      };
      const status = await dispatch(argv, io, { name: "npx labs", table: commands });
      return { status, out: out.join("\n"), err: err.join("\n") };
    },
    read: (path) => readFile(join(root, path), "utf8"),
    async write(path, text) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    },
    has: (path) => existsSync(join(root, path)),
  };
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "labs-"));
    await project.write(`course/${LAB}/lab/01-opening.ts`, LAB_SOURCE);
    await project.write(`course/${LAB}/scripts/src/etl/consumer.ts`, SCRIPT_SOURCE);
    await project.write("src/one.ts", "export const one = 1;\n");
    const built = buildLab(await readLab(root, LAB));
    for (const { path, text } of [...built.learner, ...built.solutionScripts]) await project.write(path, text);
    await project.write(`solutions/${LAB}_Solution.ipynb`, '{ "cells": [] }\n');
  });
  afterEach(async () => {
    await rm(root, { recursive: true });
  });
  return project;
}
