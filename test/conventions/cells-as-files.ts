import { listNames, parseStatements } from "../../authoring/top-level-names";
import { readCellSyntax } from "../../kernel/compile/cell-syntax";
import { loadTslab } from "../../kernel/compile/tslab";

/** A cell of a notebook. */
export interface Cell {
  readonly id: string;
  readonly code: string;
}

/** Compiler options in which the kernel differs from the project: it is not strict. */
export const CELL_OPTIONS = {
  target: "ES2022",
  lib: ["ES2023"],
  strict: false,
  noUncheckedIndexedAccess: false,
  noImplicitOverride: false,
  noFallthroughCasesInSwitch: false,
  noImplicitReturns: false,
  erasableSyntaxOnly: false,
  verbatimModuleSyntax: false,
};

/**
 * A notebook's cells as files of the project, so that one run of TypeScript finds the type errors of many notebooks. A file sees the
 * same names as its cell: those of earlier cells, unless it declares them again, and none of later cells. Setting a variable of an
 * earlier cell is an error here, since imports are constant, but not in the kernel. No lab does so.
 *
 * @param notebook a name for the files, unique to the notebook
 * @returns texts by path; a cell's lines keep their numbers
 */
export function createCellFiles(notebook: string, cells: readonly Cell[]): Map<string, string> {
  const files = new Map<string, string>();
  const known = new Set<string>();
  let before: string | undefined;
  for (const { id, code } of cells) {
    const declared = parseStatements(code).flatMap((statement) => listNames(statement).map(({ name }) => name));
    const others = [...known].filter((name) => !declared.includes(name));
    for (const name of declared) known.add(name);
    const file = `${notebook}.${id}`;
    const imports = before === undefined ? "" : `import { ${others.join(", ")} } from "./${before}";`;
    files.set(`${file}.ts`, `${code}\n${imports}\nexport { ${[...known].join(", ")} };\n`);
    before = file;
  }
  return files;
}

/** Syntax errors of the kernel's TypeScript in a cell: that version is older than the project's. */
export function findSyntaxErrors({ id, code }: Cell): string[] {
  const { ts } = loadTslab();
  const { code: plain, problems } = readCellSyntax(ts, code);
  const { diagnostics = [] } = ts.transpileModule(plain, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const messages = diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
  return [...problems.map(({ message }) => message), ...messages].map((message) => `${id}: ${message}`);
}
