import { existsSync } from "node:fs";
import { join } from "node:path";
import { labs, type Lab } from "../../course/index";
import { declareCommand, Failure, UsageError, type CommandIo } from "../labs/command";
import { findLab } from "../labs/find-lab";
import { buildLab, type GeneratedFile } from "../../authoring/build-lab";
import { checkGenerated } from "./check-generated";
import { generateLab } from "./generate-lab";
import { buildQuizBank } from "./quiz-bank";
import { readManifest, writeManifest } from "../../authoring/manifest";
import { readLab } from "../../authoring/read-lab";
import { runInLabCloud } from "./solution/run-in-lab-cloud";
import { startSolutionCompiler } from "./solution/solution-compiler";
import { writeGenerated } from "./write-generated";

/** `npm run notebooks` */
export const generate = declareCommand({
  usage: "npm run notebooks -- [lab…] [--check | --force]",
  does: "Generate the learner's and the solution's notebooks and scripts from course/, and run the solution.",
  args: ["[lab…]"],
  options: {
    check: { type: "boolean", help: "write nothing, and fail if a committed file is out of date" },
    force: { type: "boolean", help: "overwrite files that were edited since they were generated" },
  },
  async run({ check, force }, io, named) {
    if (check && force) throw new UsageError("--check and --force can't be combined: --check writes nothing.");
    if (!existsSync(join(io.root, ".venv")))
      throw new Failure("The solutions need the AWS CLI, which is not installed yet: run `npm start` once.");
    const chosen = named.length === 0 ? labs : named.map((name) => findLab(name));
    // The solution runs its scripts and shows its quiz from the project's folder, so they are written first.
    if (!check)
      for (const lab of chosen) await write(io, await buildFilesOfSolution(io.root, lab), { force: force ?? false });
    const created = await buildAll(io.root, chosen);
    return check ? report(io, created) : write(io, created, { force: force ?? false });
  },
});

async function buildFilesOfSolution(root: string, { id }: Lab): Promise<readonly GeneratedFile[]> {
  return [...buildLab(await readLab(root, id)).solutionScripts, ...(await buildQuizBank(root, id))];
}

async function buildAll(root: string, chosen: readonly Lab[]): Promise<GeneratedFile[]> {
  const all: GeneratedFile[] = [];
  const compiler = startSolutionCompiler(root);
  try {
    // One lab after the other, since each runs a lab cloud and its own kernel.
    for (const lab of chosen)
      all.push(...(await generateLab(root, lab.id, (cells) => runInLabCloud(root, { lab, cells, compiler }))));
  } finally {
    compiler.close();
  }
  return all;
}

/**
 * Writes the generated files and prints one line for each; exit status 1 if a file was left alone because somebody had
 * edited it.
 */
export async function write(
  { root, printResult, printError }: Pick<CommandIo, "root" | "printResult" | "printError">,
  created: readonly GeneratedFile[],
  { force }: { force: boolean },
): Promise<number> {
  const { files, manifest } = await writeGenerated(root, created, { manifest: await readManifest(root), force });
  await writeManifest(root, manifest);
  for (const { path, outcome } of files.filter((file) => file.outcome !== "kept")) printResult(`${path}: ${outcome}.`);
  const writeResults = files.filter(({ outcome }) => outcome === "kept");
  for (const { path } of writeResults) {
    printError(
      `${path}: not overwritten, because it was edited after it was generated. Edit its source in course/, or overwrite it with \`npm run notebooks -- --force\`.`,
    );
  }
  return writeResults.length === 0 ? 0 : 1;
}

/** Prints the committed files that are out of date, one a line; exit status 1 if there is one. */
export async function report(
  { root, printResult, printError }: Pick<CommandIo, "root" | "printResult" | "printError">,
  files: readonly GeneratedFile[],
): Promise<number> {
  const findings = await checkGenerated(root, files, await readManifest(root));
  for (const { path, state } of findings) {
    if (state === "edited here") printResult(`${path}: edited in this folder; the committed version is up to date.`);
    else printError(`${path}: out of date. Run \`npm run notebooks\` and commit the result.`);
  }
  const outdated = findings.filter(({ state }) => state === "out of date").length;
  if (outdated === 0) printResult(`${files.length} generated files are up to date.`);
  return outdated === 0 ? 0 : 1;
}
