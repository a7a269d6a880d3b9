import { existsSync } from "node:fs";
import { join } from "node:path";
import { basename } from "node:path/posix";
import { parseLab, readLab } from "../../authoring/index";
import { findLab } from "../labs/find-lab";
import { declareCommand, Failure } from "../labs/command";
import { applyChanges, type Change } from "./changes";
import { CHECK_IMPORTS, checkSource, createExercise, createMistakes, type NewExercise } from "./lab-templates";
import { requireKebabCase } from "./names";

export const check = declareCommand({
  usage: "npm run new check <lab> <name> [title]",
  does: "Start a graded exercise: a part of the lab with its cells, its check and a mistake, all with the same ID and title.",
  args: ["<lab>", "<name>", "[title]"],
  options: {},
  async run(_options, { root, printResult }, [named = "", words = "", title = "Say what to do"]) {
    const { id } = findLab(named);
    const name = requireKebabCase(words, "An exercise's name");
    const { source, exercises } = parseLab(await readLab(root, id));
    const same = exercises.find((exercise) => exercise.id === `${id}.${name}`);
    if (same !== undefined)
      throw new Failure(`The exercise \`${same.id}\` is already in ${same.file}:${same.line}. Nothing was changed.`);
    const last = basename(source.parts.at(-1)?.file ?? "");
    const after = Number.parseInt(last, 10) + 1;
    const closing = /^\d\d-closing\.ts$/.test(last) ? `course/${id}/lab/${last}` : undefined;
    const createPart = (number: number, named: string) =>
      `course/${id}/lab/${String(number).padStart(2, "0")}-${named}.ts`;
    const changes: Change[] = [
      // The closing part of the lab must stay the last one.
      ...(closing === undefined ? [] : [{ kind: "move", path: closing, to: createPart(after, "closing") } as const]),
      { kind: "create", path: `course/${id}/mistakes/${name}.ts`, text: createMistakes(name) },
      {
        kind: "create",
        path: createPart(closing === undefined ? after : after - 1, name),
        text: createExercise({ id, name, title }),
      },
      ...checkChanges(root, { id, name, title }),
    ];
    await applyChanges(root, changes);
    changes.forEach((change) => {
      printResult(change.kind === "move" ? `${change.path} is now ${change.to}` : change.path);
    });
    const number = id.replace(/-.*$/, "");
    printResult(
      "The new part comes before the closing, or at the end if there is none: give it the number of its position, or move its cells into another part.",
    );
    printResult(
      `Add its three hints to data/hints.json, as "${id}.${name}": a question, where to look, and the shape of the answer. Describe it in course/${id}/exercises.json.`,
    );
    printResult(
      `Then write the exercise, its check and the mistake. \`npm run notebooks -- ${number}\` generates the notebooks, \`LONG_TESTS=1 npm run golden -- course/${id}\` the feedback that the mistake earns: read it. \`npx mocha course/${id}/*.test.ts\` fails if they don't match.`,
    );
  },
});

/** A long lab has a folder of checks, which its `checks.ts` imports. */
function checkChanges(root: string, { id, name, title }: NewExercise): Change[] {
  const path = `course/${id}/checks.ts`;
  const text = checkSource({ id, name, title });
  if (!existsSync(join(root, "course", id, "checks")))
    return [{ kind: "append", path, text, unless: `exercise("${id}.${name}"` }];
  return [
    { kind: "create", path: `course/${id}/checks/${name}.ts`, text: `${CHECK_IMPORTS}\n${text}` },
    { kind: "insert", path, line: `import "./checks/${name}";`, after: /^import "\.\/checks\// },
  ];
}
