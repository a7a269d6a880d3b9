import { dirname, join } from "node:path/posix";
import ts from "typescript";
import type { ParsedSource, SourceCell } from "./percent";
import type { Problem } from "./problems";
import { listNames, parseStatements, type PlacedStatement, type TopLevelName } from "./top-level-names";

/**
 * The names that a part's cells declare and import, and those that its head imports from elsewhere and exports to later
 * parts; lines are lines of the file.
 */
interface PartNames {
  readonly file: string;
  readonly cells: readonly TopLevelName[];
  readonly takes: readonly TopLevelName[];
  readonly gives: readonly TopLevelName[];
}

/**
 * The problems in the heads of parts, and with the names that their cells share.
 *
 * TypeScript checks each part with its head. The notebook has no heads: so a head may only import names that earlier
 * cells declare or import.
 *
 * @param parts in the order of the notebook
 */
export function checkHeads(parts: readonly ParsedSource[]): Problem[] {
  const all = parts.map(readNames);
  return [
    ...parts.flatMap(findUnexpectedStatements),
    ...all.flatMap((part, index) => findUnknownNames(part, all.slice(0, index))),
    ...all.flatMap((part, index) => findRepeatedNames(part, all.slice(0, index))),
    ...findUnusedNames(
      all,
      parts.flatMap(({ cells }) => cells),
    ),
  ];
}

function readNames({ file, head, cells }: ParsedSource): PartNames {
  const code = cells.filter(({ kind }) => kind === "code");
  const statements = parseStatements(head.join("\n"));
  return {
    file,
    cells: code.flatMap(({ firstLine, lines }) =>
      parseStatements(lines.join("\n"))
        .flatMap(listNames)
        .map((name) => locateName(name, { file, firstLine })),
    ),
    takes: statements
      .filter(isNamedImport)
      .flatMap(listNames)
      .map((name) => locateName(name, { file, firstLine: 1 })),
    gives: statements.flatMap(listExportedNames),
  };
}

/** A name with its line in the file, and the module that it is imported from as a path in the project. */
function locateName(
  { name, line, from }: TopLevelName,
  { file, firstLine }: { file: string; firstLine: number },
): TopLevelName {
  const path = from?.startsWith(".") ? join(dirname(file), from) : from;
  return { name, line: firstLine + line, ...(path === undefined ? {} : { from: path }) };
}

function findUnexpectedStatements({ file, head }: ParsedSource): Problem[] {
  return parseStatements(head.join("\n"))
    .filter((placed) => !isNamedImport(placed) && listExportedNames(placed).length === 0)
    .map(({ line }) => ({
      file,
      line: line + 1,
      says: "Code before the first cell: only `import { … } from …` and `export { … };` are allowed. A cell starts with a line `// %% id=…`.",
    }));
}

/** `import { a, type B } from "…"`, without renaming: in the notebook a thing has only one name. */
function isNamedImport({ statement }: PlacedStatement): boolean {
  if (!ts.isImportDeclaration(statement)) return false;
  const { name, namedBindings } = statement.importClause ?? {};
  return (
    name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every(({ propertyName }) => propertyName === undefined)
  );
}

/** The names of `export { a, b };`; none of any other statement. */
function listExportedNames({ statement, line }: PlacedStatement): TopLevelName[] {
  if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier !== undefined) return [];
  const clause = statement.exportClause;
  if (clause === undefined || !ts.isNamedExports(clause)) return [];
  return clause.elements
    .filter(({ propertyName }) => propertyName === undefined)
    .map(({ name }) => ({ name: name.text, line: line + 1 }));
}

function findUnknownNames({ file, cells, takes, gives }: PartNames, earlier: readonly PartNames[]): Problem[] {
  const partCells = cells.filter(({ from }) => from === undefined);
  const undeclared = gives.filter(({ name }) => !partCells.some((known) => known.name === name));
  return [
    ...undeclared.map(({ name, line }) => ({ file, line, says: `No cell of this part declares \`${name}\`.` })),
    ...takes.flatMap((taken) => {
      const says = explainUnknown(taken, file, earlier);
      return says === undefined ? [] : [{ file, line: taken.line, says }];
    }),
  ];
}

/** Why a name that a head imports would be undefined in the notebook; undefined if the notebook has it. */
function explainUnknown(
  { name, from = "" }: TopLevelName,
  file: string,
  earlier: readonly PartNames[],
): string | undefined {
  const part = earlier.find((other) => other.file === `${from}.ts`);
  if (part !== undefined)
    return part.gives.some((gift) => gift.name === name)
      ? undefined
      : `${part.file} has no \`${name}\` in its \`export { … };\`.`;
  if (dirname(from) === dirname(file)) return `\`${from}.ts\` is not an earlier part of this lab.`;
  const isThere = earlier.some(({ cells }) =>
    cells.some((imported) => imported.name === name && imported.from === from),
  );
  return isThere
    ? undefined
    : `No cell of an earlier part imports \`${name}\` from \`${from}\`, so the notebook would not know it.`;
}

/** Names that two parts declare. TypeScript finds repeated names within one part. */
function findRepeatedNames({ file, cells }: PartNames, earlier: readonly PartNames[]): Problem[] {
  return cells.flatMap(({ name, line }) => {
    const first = earlier.flatMap((part) =>
      part.cells.filter((other) => other.name === name).map((other) => `${part.file}:${other.line}`),
    )[0];
    return first === undefined
      ? []
      : [{ file, line, says: `\`${name}\` is declared in ${first} already: all parts become one notebook.` }];
  });
}

/**
 * Imported or declared names that no cell uses. Lint finds them within a part, but not names that a part exports, such
 * as the imports of the opening.
 */
function findUnusedNames(parts: readonly PartNames[], cells: readonly SourceCell[]): Problem[] {
  const code = cells
    .filter(({ kind }) => kind === "code")
    .flatMap(({ lines }) => lines)
    .join("\n");
  const words: readonly string[] = code.match(/[\w$]+/g) ?? [];
  return parts.flatMap(({ file, cells: partCells }) =>
    partCells
      .filter(({ name }) => words.indexOf(name) === words.lastIndexOf(name))
      .map(({ name, line }) => ({ file, line, says: `No cell uses \`${name}\`.` })),
  );
}
