import { readdir } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { labs } from "../../../course/index";
import { declareCommand, Failure, UsageError } from "../command";
import { writeRelease } from "../release/write-release";
import { ignoreMissing } from "../../../grader/core/ignore-missing";

export const release = declareCommand({
  usage: "labs release --out DIR [--without-checks] [--language CODE]",
  does: "Write a copy of the course for a class, with the visible checks but without solutions and mistakes.",
  options: {
    out: { type: "string", value: "DIR", help: "a folder that is empty or doesn't exist yet" },
    "without-checks": {
      type: "boolean",
      default: false,
      help: "leave out checks and grader, so learners can't check their own work",
    },
    language: {
      type: "string",
      value: "CODE",
      help: "the language for labs that have a translation, such as de (default: en)",
    },
  },
  async run({ out, language, "without-checks": isWithoutChecks }, io) {
    if (out === undefined) throw new UsageError("--out is missing: name a folder for the release.");
    const folder = resolve(io.cwd, out);
    if (((await readdir(folder).catch(ignoreMissing)) ?? []).length > 0)
      throw new Failure(`${out} is not empty. Name a folder that is empty or doesn't exist yet.`);
    const count = await writeRelease(io.root, labs, {
      out: folder,
      checks: !isWithoutChecks,
      language,
      onRecording: ({ number, title }) => io.printError(`Recording the solution of lab ${number}, ${title} …`),
    });
    io.printResult(`${count} files in ${relative(io.cwd, folder) || "."}. Try it: run \`npm start\` there.`);
  },
});
