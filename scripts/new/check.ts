import { whichLab } from "../labs/which-lab";
import { command } from "../labs/command";
import { applyChanges } from "./changes";
import type { Change } from "./changes";
import { checkSource, exerciseCells, mistakeSource } from "./lab-templates";
import { kebabOnly } from "./names";

export const check = command({
  usage: "npm run new check <lab> <name>",
  does: "Begin a graded exercise: its cells, its check and a mistake, all of one id.",
  args: ["<lab>", "<name>"],
  options: {},
  async run(_options, { root, out }, [named = "", words = ""]) {
    const { id } = whichLab(named);
    const name = kebabOnly(words, "An exercise's name");
    const changes: Change[] = [
      { kind: "create", path: `course/${id}/mistakes/${name}-answered-wrongly.ts`, text: mistakeSource(id, name) },
      { kind: "append", path: `course/${id}/lab.ts`, text: exerciseCells(id, name), unless: `exercise=${id}.${name}\n` },
      { kind: "append", path: `course/${id}/checks.ts`, text: checkSource(id, name), unless: `exercise("${id}.${name}"` },
    ];
    await applyChanges(root, changes);
    changes.forEach(({ path }) => { out(path); });
    out("The cells stand at the end of the lab: move them to their place. Then write the exercise, its check and the mistake, and run `npm run notebooks`.");
  },
});
