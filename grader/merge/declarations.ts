import ts from "typescript";
import { memoize } from "../core/memoize";

/** A top-level statement of some code that declares names. */
export interface Declaration {
  readonly names: readonly string[];
  readonly isImport: boolean;
  readonly text: string;
  /** Every identifier in the statement, the declared names included. */
  readonly mentions: ReadonlySet<string>;
}

/**
 * The top-level declarations of a cell or script, in its order. Code with syntax errors gives the declarations that
 * could be parsed.
 */
export const declarationsOf = memoize((code: string): readonly Declaration[] => {
  const file = parse(code);
  return file.statements.flatMap((statement) => {
    const names = getNames(statement);
    if (names.length === 0) return [];
    const isImport = ts.isImportDeclaration(statement);
    return [{ names, isImport, text: statement.getText(file), mentions: collectIdentifiers(statement) }];
  });
});

/** Every identifier that some code mentions as a name by itself: `a` and `b` of `a.c(b)`, not `c`. */
export const mentionsOf = memoize((code: string): ReadonlySet<string> => collectIdentifiers(parse(code)));

/** The names that some code mentions and declares nowhere, at any depth. */
export const freeNamesOf = memoize((code: string): ReadonlySet<string> => {
  const file = parse(code);
  const names = collectIdentifiers(file);
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) || ts.isParameter(node))
      for (const name of getBoundNames(node.name)) names.delete(name);
    if (ts.isFunctionDeclaration(node) && node.name) names.delete(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
});

/**
 * Some code with other names.
 *
 * @param names the new names by the old ones
 */
export function renameIn(code: string, names: ReadonlyMap<string, string>): string {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && names.has(node.text) && !isMemberName(node) && !ts.isLabeledStatement(node.parent))
      found.push(node);
    ts.forEachChild(node, visit);
  };
  const file = parse(code);
  visit(file);
  let text = "";
  let from = 0;
  for (const node of found) {
    const name = names.get(node.text) ?? node.text;
    text += code.slice(from, node.getStart(file)) + (isAlsoMember(node) ? `${node.text}: ${name}` : name);
    from = node.end;
  }
  return text + code.slice(from);
}

/** Whether a name is also that of a member, as in `{ a }`. */
function isAlsoMember(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent) && !parent.propertyName;
}

/** Whether all statements of some code are empty, or `void` before a value. */
export const isNothing = (code: string): boolean => tryParsing(() => parse(code).statements.every(isEmpty), false);

/** Whether all statements of some code are empty, or only print text, such as `console.log("see below")`. */
export const isPrintOnly = (code: string): boolean =>
  tryParsing(() => parse(code).statements.every((statement) => isEmpty(statement) || isPrintOfText(statement)), false);

const isEmpty = (statement: ts.Statement): boolean =>
  ts.isEmptyStatement(statement) ||
  (ts.isExpressionStatement(statement) &&
    ts.isVoidExpression(statement.expression) &&
    ts.isLiteralExpression(statement.expression.expression));

function isPrintOfText(statement: ts.Statement): boolean {
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return false;
  const { expression, arguments: values } = statement.expression;
  const isConsole =
    ts.isPropertyAccessExpression(expression) &&
    ts.isIdentifier(expression.expression) &&
    expression.expression.text === "console";
  return isConsole && values.every(ts.isLiteralExpression);
}

/** A syntax error, and the line that has it. */
interface SyntaxFault {
  /** Index of the line. */
  readonly at: number;
  readonly says: string;
}

/** A member of a source file that TypeScript's public types leave out. */
interface ParsedFile {
  readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
}

/** The first syntax error of some code; undefined if it can be read. The code isn't compiled: where it's nested deeply, that takes minutes. */
export function findSyntaxFault(lines: readonly string[]): SyntaxFault | undefined {
  return tryParsing<SyntaxFault | undefined>(
    () => {
      const file = ts.createSourceFile("cell.ts", lines.join("\n"), ts.ScriptTarget.Latest);
      const [first] = (file as unknown as ParsedFile).parseDiagnostics;
      if (!first) return undefined;
      const at = file.getLineAndCharacterOfPosition(first.start).line;
      return { at, says: ts.flattenDiagnosticMessageText(first.messageText, " ") };
    },
    { at: 0, says: "Code is nested too deeply" },
  );
}

/** Reads a learner's code, or gives another result where it's nested more deeply than TypeScript's parser can follow. */
export function tryParsing<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return otherwise;
    throw error;
  }
}

function parse(code: string): ts.SourceFile {
  return ts.createSourceFile("cell.ts", code, ts.ScriptTarget.Latest, true);
}

function getNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => getBoundNames(name));
  if (ts.isImportDeclaration(statement)) return getImportedNames(statement.importClause);
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

function getBoundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? getBoundNames(element.name) : []));
}

function getImportedNames(clause: ts.ImportClause | undefined): string[] {
  if (!clause) return [];
  const named = clause.namedBindings;
  const names = !named
    ? []
    : ts.isNamespaceImport(named)
      ? [named.name.text]
      : named.elements.map((element) => element.name.text);
  return [...(clause.name ? [clause.name.text] : []), ...names];
}

function collectIdentifiers(node: ts.Node): Set<string> {
  const found = new Set<string>();
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child) && !isMemberName(child)) found.add(child.text);
    ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
}

function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) return parent.name === node;
  return false;
}
