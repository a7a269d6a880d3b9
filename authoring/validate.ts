import { getFolder, type ParsedLab } from "./lab-source";
import type { Problem } from "./problems";
import { parseDirective } from "./folds";
import { checkTitles } from "./titles";
import { listImportedPaths, listLinkedPaths } from "./relocate";

type Rule = (lab: ParsedLab) => readonly Problem[];

/**
 * The rules for a whole lab. The parser has already checked the form of cells and scripts, and that the parts fit
 * together.
 */
const RULES: readonly Rule[] = [
  checkExerciseIds,
  checkOneCellPerExercise,
  checkJudgedExercises,
  checkTitles,
  checkDirectives,
  checkPairs,
  checkMarkersInText,
  checkImports,
  checkLinks,
];

/** All problems of a lab. */
export function validate(lab: ParsedLab): Problem[] {
  return [...lab.problems, ...RULES.flatMap((rule) => rule(lab))];
}

function checkExerciseIds({ source, exercises }: ParsedLab): Problem[] {
  return exercises
    .filter(
      ({ id }) => !id.startsWith(`${source.id}.`) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id.slice(source.id.length + 1)),
    )
    .map(({ id, file, line }) => ({
      file,
      line,
      says: `The exercise \`${id}\` is not spelled \`${source.id}.kebab-case-name\`.`,
    }));
}

function checkOneCellPerExercise({ exercises }: ParsedLab): Problem[] {
  return exercises.flatMap((exercise) => {
    const first = exercises.find(({ id }) => id === exercise.id);
    // Several regions of one cell or of one script may answer one exercise.
    if (first === undefined || first.lines === exercise.lines) return [];
    return [
      { ...getPosition(exercise), says: `The exercise \`${exercise.id}\` is already in ${first.file}:${first.line}.` },
    ];
  });
}

function checkJudgedExercises({ source, exercises }: ParsedLab): Problem[] {
  const { judged } = source;
  if (judged === undefined) return [];
  return exercises
    .filter(({ id }) => !judged.includes(id))
    .map((exercise) => ({
      ...getPosition(exercise),
      says: `No check judges the exercise \`${exercise.id}\`: add one to checks.ts.`,
    }));
}

function checkDirectives({ cells, exercises }: ParsedLab): Problem[] {
  return checkMarkdownLines(cells, (line) => {
    const directive = parseDirective(line);
    if (directive === "unknown")
      return "A directive is `{{solution <exercise>}}`, which a reason may follow, or `{{with solutions}}`, `{{with checks}}` or `{{end}}`, alone on its line.";
    if (directive === undefined || typeof directive === "string") return undefined;
    return exercises.some(({ id }) => id === directive.solution)
      ? undefined
      : `There is no exercise \`${directive.solution}\`.`;
  });
}

/** Problems where `{{with …}}` and `{{end}}` do not come in pairs within one cell. */
function checkPairs({ cells }: ParsedLab): Problem[] {
  return cells
    .filter(({ kind }) => kind === "markdown")
    .flatMap(({ file, firstLine, lines }) => {
      const found = lines.flatMap((line, index) => {
        const directive = parseDirective(line);
        return typeof directive === "string" && directive !== "unknown"
          ? [{ isEnd: directive === "end", line: firstLine + index }]
          : [];
      });
      const odd =
        found.find(({ isEnd }, index) => isEnd !== (index % 2 === 1)) ??
        (found.length % 2 === 1 ? found.at(-1) : undefined);
      return odd === undefined
        ? []
        : [{ file, line: odd.line, says: "`{{with …}}` and `{{end}}` come in pairs, within one cell." }];
    });
}

function checkMarkersInText({ cells }: ParsedLab): Problem[] {
  return checkMarkdownLines(cells, (line) =>
    /\/\/ @(REPLACE|KEEP)\b|^\s*\/\/ exercise=/.test(line)
      ? "Learners would see a marker in a [markdown] cell."
      : undefined,
  );
}

function checkImports({ source, cells }: ParsedLab): Problem[] {
  const texts = [
    ...cells
      .filter(({ kind }) => kind === "code")
      .map(({ file, firstLine, lines }) => ({ file, firstLine, code: lines.join("\n") })),
    ...source.scripts.map(({ file, text }) => ({ file, firstLine: 1, code: text })),
  ];
  return texts.flatMap(({ file, firstLine, code }) =>
    listImportedPaths(code, getFolder(file)).flatMap(({ path, line }) => {
      const isPart = source.parts.some((part) => part.file === `${path}.ts`);
      if (!isPart && [path, `${path}.ts`, `${path}/index.ts`].some(source.hasFile)) return [];
      const says = isPart
        ? "Import what comes from another part before the first cell."
        : `The import of \`${path}\` matches no file of the project.`;
      return [{ file, line: firstLine + line - 1, says }];
    }),
  );
}

function checkLinks({ source, cells }: ParsedLab): Problem[] {
  return cells
    .filter(({ kind }) => kind === "markdown")
    .flatMap(({ file, firstLine, lines }) =>
      listLinkedPaths(lines.join("\n"), getFolder(file))
        .filter(({ path }) => !source.hasFile(path) && !source.scripts.some((script) => script.path === path))
        .map(({ path, line }) => ({
          file,
          line: firstLine + line - 1,
          says: `The link to \`${path}\` matches no file of the project.`,
        })),
    );
}

function checkMarkdownLines(cells: ParsedLab["cells"], look: (line: string) => string | undefined): Problem[] {
  return cells
    .filter(({ kind }) => kind === "markdown")
    .flatMap(({ file, firstLine, lines }) =>
      lines.flatMap((line, index) => {
        const says = look(line);
        return says === undefined ? [] : [{ file, line: firstLine + index, says }];
      }),
    );
}

const getPosition = ({ file, line }: { file: string; line: number }) => ({ file, line });
