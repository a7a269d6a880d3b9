import type { ParsedLab } from "./lab-source";
import type { Problem } from "./problems";
import { directive } from "./folds";
import { folderOf } from "./lab-source";
import { importedPaths, linkedPaths } from "./relocate";

type Rule = (lab: ParsedLab) => readonly Problem[];

/** What must hold between the parts of a lab; that each part is well formed was seen when it was parsed. */
const RULES: readonly Rule[] = [exerciseIds, onePlaceAnExercise, judgedExercises, directives, pairs, markersInText, imports, links];

/** Everything wrong with a lab, of its parts and between them. */
export function validate(lab: ParsedLab): Problem[] {
  return [...lab.problems, ...RULES.flatMap((rule) => rule(lab))];
}

function exerciseIds({ source, exercises }: ParsedLab): Problem[] {
  return exercises
    .filter(({ id }) => !id.startsWith(`${source.id}.`) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id.slice(source.id.length + 1)))
    .map(({ id, file, line }) => ({ file, line, says: `The exercise \`${id}\` is not spelt \`${source.id}.kebab-case-name\`.` }));
}

function onePlaceAnExercise({ exercises }: ParsedLab): Problem[] {
  return exercises.flatMap((exercise) => {
    const first = exercises.find(({ id }) => id === exercise.id);
    // Several regions of one cell or of one script may answer one exercise.
    if (first === undefined || first.lines === exercise.lines) return [];
    return [{ ...placeOf(exercise), says: `The exercise \`${exercise.id}\` is already in ${first.file}:${first.line}.` }];
  });
}

function judgedExercises({ source, exercises }: ParsedLab): Problem[] {
  const { judged } = source;
  if (judged === undefined) return [];
  return exercises
    .filter(({ id }) => !judged.includes(id))
    .map((exercise) => ({ ...placeOf(exercise), says: `No check judges the exercise \`${exercise.id}\`: unknown to checks.ts.` }));
}

function directives({ source, cells, exercises }: ParsedLab): Problem[] {
  return eachMarkdownLine({ source, cells }, (line) => {
    const asked = directive(line);
    if (asked === "unknown") return "A directive is `{{solution <exercise>}}`, `{{with solutions}}` or `{{end}}`, alone on its line.";
    if (asked === undefined || typeof asked === "string") return undefined;
    return exercises.some(({ id }) => id === asked.solution) ? undefined : `There is no exercise \`${asked.solution}\`.`;
  });
}

/** `{{with solutions}}` and `{{end}}` come in pairs, within one cell. */
function pairs({ source, cells }: ParsedLab): Problem[] {
  return cells.filter(({ kind }) => kind === "markdown").flatMap(({ firstLine, lines }) => {
    const found = lines.flatMap((line, at) => {
      const asked = directive(line);
      return asked === "with solutions" || asked === "end" ? [{ asked, line: firstLine + at }] : [];
    });
    const odd = found.find(({ asked }, at) => asked !== (at % 2 === 0 ? "with solutions" : "end")) ?? (found.length % 2 === 1 ? found.at(-1) : undefined);
    return odd === undefined ? [] : [{ file: source.notebook.file, line: odd.line, says: "`{{with solutions}}` and `{{end}}` come in pairs, within one cell." }];
  });
}

function markersInText(lab: ParsedLab): Problem[] {
  return eachMarkdownLine(lab, (line) =>
    /\/\/ @(REPLACE|KEEP)\b|^\s*\/\/ exercise=/.test(line) ? "A marker in a [markdown] cell would be seen by the learner." : undefined,
  );
}

function imports({ source, cells }: ParsedLab): Problem[] {
  const texts = [
    ...cells.filter(({ kind }) => kind === "code").map(({ firstLine, lines }) => ({ file: source.notebook.file, firstLine, code: lines.join("\n") })),
    ...source.scripts.map(({ file, text }) => ({ file, firstLine: 1, code: text })),
  ];
  return texts.flatMap(({ file, firstLine, code }) =>
    importedPaths(code, folderOf(file))
      .filter(({ path }) => ![path, `${path}.ts`, `${path}/index.ts`].some(source.exists))
      .map(({ path, line }) => ({ file, line: firstLine + line - 1, says: `The import of \`${path}\` leads to no file of the project.` })),
  );
}

function links({ source, cells }: ParsedLab): Problem[] {
  const { file } = source.notebook;
  return cells
    .filter(({ kind }) => kind === "markdown")
    .flatMap(({ firstLine, lines }) =>
      linkedPaths(lines.join("\n"), folderOf(file))
        .filter(({ path }) => !source.exists(path) && !source.scripts.some((script) => script.path === path))
        .map(({ path, line }) => ({ file, line: firstLine + line - 1, says: `The link to \`${path}\` leads to no file of the project.` })),
    );
}

function eachMarkdownLine({ source, cells }: Pick<ParsedLab, "source" | "cells">, look: (line: string) => string | undefined): Problem[] {
  return cells
    .filter(({ kind }) => kind === "markdown")
    .flatMap(({ firstLine, lines }) =>
      lines.flatMap((line, at) => {
        const says = look(line);
        return says === undefined ? [] : [{ file: source.notebook.file, line: firstLine + at, says }];
      }),
    );
}

const placeOf = ({ file, line }: { file: string; line: number }) => ({ file, line });
