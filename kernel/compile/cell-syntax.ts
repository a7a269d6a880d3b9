import type * as typescript from "typescript";
import type { CellDiagnostic } from "./cell";
import type { TypeScript } from "./compiler-api";

export interface CellSyntax {
  /** The cell's code for tslab, in which every character keeps its line and column. */
  readonly code: string;
  /** Names of values declared at the top level, in the order of the text. */
  readonly declared: readonly string[];
  /** Names of types declared at the top level. */
  readonly declaredTypes: readonly string[];
  /** The declared names that can be assigned again: `let` and `var`. */
  readonly settable: readonly string[];
  /** The cell awaits at its top level. */
  readonly awaits: boolean;
  /** Explains tslab's limits in plain words. */
  readonly problems: readonly CellDiagnostic[];
}

/**
 * Looks at a cell before tslab does. `export` before a declaration is blanked out, since cells share all their names and
 * tslab would find each exported twice; other exports and `declare global` are refused with a reason.
 */
export function readCellSyntax(ts: TypeScript, code: string): CellSyntax {
  const file = ts.createSourceFile("cell.ts", code, AS_MODULE(ts), true, ts.ScriptKind.TS);
  const exported = file.statements.flatMap((statement) => exportKeywords(ts, statement));
  return {
    code: exported.reduce((text, node) => blankOut(text, node.getStart(file), node.end), code),
    declared: file.statements.flatMap((statement) => listDeclared(ts, statement)),
    declaredTypes: file.statements.flatMap((statement) => listDeclaredTypes(ts, statement)),
    settable: file.statements
      .filter((statement) => isSettable(ts, statement))
      .flatMap((statement) => listDeclared(ts, statement)),
    awaits: file.statements.some((statement) => hasAwait(ts, statement)),
    problems: file.statements.flatMap((statement) => {
      const message = findProblem(ts, statement);
      const zeros = findNumbersWithZeros(ts, statement, file).map((number) => createProblemAt(file, number, ZEROS));
      return message === undefined ? zeros : [createProblemAt(file, statement, message), ...zeros];
    }),
  };
}

/** A cell is a module even without imports: elsewhere, `await (…)` would call a function of the name await. */
const AS_MODULE = (ts: TypeScript): typescript.CreateSourceFileOptions => ({
  languageVersion: ts.ScriptTarget.ES2022,
  setExternalModuleIndicator: (file) => void Object.assign(file, { externalModuleIndicator: true }),
});

function exportKeywords(ts: TypeScript, statement: typescript.Statement): typescript.Node[] {
  if (!ts.canHaveModifiers(statement)) return [];
  return (ts.getModifiers(statement) ?? []).filter((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
}

function blankOut(text: string, start: number, end: number): string {
  return text.slice(0, start) + " ".repeat(end - start) + text.slice(end);
}

function listDeclared(ts: TypeScript, statement: typescript.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => listBoundNames(ts, name));
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) {
    return statement.name === undefined ? [] : [statement.name.text];
  }
  return ts.isImportDeclaration(statement) ? listImportedNames(ts, statement.importClause) : [];
}

function listDeclaredTypes(ts: TypeScript, statement: typescript.Statement): string[] {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return [statement.name.text];
  const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
  const isTypeOnly = ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly === true;
  return bindings.elements.filter((element) => isTypeOnly || element.isTypeOnly).map(({ name }) => name.text);
}

function isSettable(ts: TypeScript, statement: typescript.Statement): boolean {
  return ts.isVariableStatement(statement) && (statement.declarationList.flags & ts.NodeFlags.Constant) === 0;
}

function listBoundNames(ts: TypeScript, name: typescript.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? listBoundNames(ts, element.name) : []));
}

function listImportedNames(ts: TypeScript, clause: typescript.ImportClause | undefined): string[] {
  if (clause === undefined || clause.isTypeOnly) return [];
  const whole = clause.name === undefined ? [] : [clause.name.text];
  const bindings = clause.namedBindings;
  if (bindings === undefined) return whole;
  if (ts.isNamespaceImport(bindings)) return [...whole, bindings.name.text];
  return [...whole, ...bindings.elements.filter((element) => !element.isTypeOnly).map((element) => element.name.text)];
}

function hasAwait(ts: TypeScript, node: typescript.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) return true;
  if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.AwaitUsing)
    return true;
  return ts.forEachChild(node, (child) => hasAwait(ts, child) || undefined) ?? false;
}

function findProblem(ts: TypeScript, statement: typescript.Statement): string | undefined {
  const names = "A cell can't export. All its names are available in later cells anyway.";
  if (ts.isExportAssignment(statement)) return `${names} Give the value a name with const instead of export default.`;
  if (ts.isExportDeclaration(statement)) return `${names} Leave this export line out.`;
  const byDefault =
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword);
  if (byDefault) return `${names} Leave out export default and give it a name.`;
  if (ts.isModuleDeclaration(statement) && (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0) {
    return "A cell cannot declare global types. Write declare global in a file under src and import that file.";
  }
  return undefined;
}

const ZEROS = 'A number loses its leading zeros. An account ID is text: write it between quotes, as in "000123456789".';

/**
 * Numbers with leading zeros, such as 000123456789: TypeScript reads `0001234567` as an octal number and reports a
 * missing comma, which doesn't help a learner.
 */
function findNumbersWithZeros(ts: TypeScript, node: typescript.Node, file: typescript.SourceFile): typescript.Node[] {
  // Few cells have such a number: a text search rules out the others.
  if (!/\b0\d/.test(node.getText(file))) return [];
  if (ts.isNumericLiteral(node)) return /^0\d+$/.test(node.getText(file)) ? [node] : [];
  return node.getChildren(file).flatMap((child) => findNumbersWithZeros(ts, child, file));
}

/** No TypeScript error has this number: it is the kernel's own. */
const KERNEL_PROBLEM = 0;

function createProblemAt(file: typescript.SourceFile, node: typescript.Node, message: string): CellDiagnostic {
  const start = file.getLineAndCharacterOfPosition(node.getStart(file));
  const end = file.getLineAndCharacterOfPosition(node.end);
  return {
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    message,
    code: KERNEL_PROBLEM,
  };
}
