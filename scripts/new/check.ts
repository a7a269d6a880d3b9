import { basename } from "node:path/posix";
import { parseLab, readLab } from "../../authoring/index";
import { whichLab } from "../labs/which-lab";
import { command, Failure } from "../labs/command";
import { applyChanges } from "./changes";
import type { Change } from "./changes";
import { checkSource, exerciseSource, mistakeSource } from "./lab-templates";
import { kebabOnly } from "./names";

export const check = command({
  usage: "npm run new check <lab> <name>",
  does: "Begin a graded exercise: a part of the lab with its cells, its check and a mistake, all of one id.",
  args: ["<lab>", "<name>"],
  options: {},
  async run(_options, { root, out }, [named = "", words = ""]) {
    const { id } = whichLab(named);
    const name = kebabOnly(words, "An exercise's name");
    const { source, exercises } = parseLab(await readLab(root, id));
    const same = exercises.find((exercise) => exercise.id === `${id}.${name}`);
    if (same !== undefined)
      throw new Failure(`The exercise \`${same.id}\` is already in ${same.file}:${same.line}. Nothing was changed.`);
    const number = Number.parseInt(basename(source.parts.at(-1)?.file ?? ""), 10) + 1;
    const changes: Change[] = [
      { kind: "create", path: `course/${id}/mistakes/${name}-answered-wrongly.ts`, text: mistakeSource(id, name) },
      {
        kind: "create",
        path: `course/${id}/lab/${String(number).padStart(2, "0")}-${name}.ts`,
        text: exerciseSource(id, name),
      },
      {
        kind: "append",
        path: `course/${id}/checks.ts`,
        text: checkSource(id, name),
        unless: `exercise("${id}.${name}"`,
      },
    ];
    await applyChanges(root, changes);
    changes.forEach(({ path }) => {
      out(path);
    });
    out(
      "The new part stands at the end of the lab: give it the number of its place, or move its cells into another part. Then write the exercise, its check and the mistake, and run `npm run notebooks`.",
    );
  },
});
