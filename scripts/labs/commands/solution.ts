import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { declareCommand, Failure, type CommandIo } from "../command";
import { readLearnerFile } from "../learner-file";
import { buildSolutionFiles } from "../solution-files";
import { findLab } from "../find-lab";

export const solution = declareCommand({
  usage: "labs solution <lab>",
  does: "Put a lab's solution next to your own files; it overwrites nothing.",
  args: ["<lab>"],
  options: {},
  async run(_options, { root, printResult, printError }: CommandIo, [named = ""]) {
    const lab = findLab(named);
    const files = await buildSolutionFiles(root, lab);
    if (files.length === 0) throw new Failure("This copy of the course contains no solutions.");
    let keptCount = 0;
    for (const { path, text } of files) {
      const file = join(root, path);
      const current = readLearnerFile(root, path);
      if (current === undefined) {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text, { flag: "wx" });
        printResult(`${path}: here it is.`);
      } else if (current === text) {
        printResult(`${path}: it is already there.`);
      } else {
        keptCount += 1;
        printError(
          `${path}: a changed copy is already there and was not overwritten. Rename or delete it, then run this command again.`,
        );
      }
    }
    return keptCount === 0 ? 0 : 1;
  },
});
