import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { command, Failure, type Io } from "../command";
import { ownFile } from "../own-file";
import { solutionFiles } from "../solution-files";
import { whichLab } from "../which-lab";

export const solution = command({
  usage: "labs solution <lab>",
  does: "Put a lab's solution beside your own files; it overwrites nothing.",
  args: ["<lab>"],
  options: {},
  async run(_options, { root, out, err }: Io, [named = ""]) {
    const lab = whichLab(named);
    const files = await solutionFiles(root, lab);
    if (files.length === 0) throw new Failure("This copy of the course holds no solutions.");
    let kept = 0;
    for (const { path, text } of files) {
      const file = join(root, path);
      const own = ownFile(root, path);
      if (own === undefined) {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text, { flag: "wx" });
        out(`${path}: here it is.`);
      } else if (own === text) {
        out(`${path}: it is already there.`);
      } else {
        kept += 1;
        err(`${path}: a changed copy is already there and was left alone. Rename or delete it, then ask again.`);
      }
    }
    return kept === 0 ? 0 : 1;
  },
});
