import { createRequire } from "node:module";
import type ts from "typescript";
import { memoize } from "../core/memoize";

let loaded: typeof ts | undefined;

/** Takes TypeScript from a process that has it already, such as the compiler's. */
export function useTypeScript(given: typeof ts): void {
  loaded = given;
}

/** TypeScript, which a worker loads only for code that it has to read: that takes a second and 100 MB. */
function loadTypeScript(): typeof ts {
  return (loaded ??= createRequire(import.meta.url)("typescript") as typeof ts);
}

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
    const isImport = loadTypeScript().isImportDeclaration(statement);
    return [{ names, isImport, text: statement.getText(file), mentions: collectIdentifiers(statement) }];
  });
});

/** Every identifier that some code mentions as a name by itself: `a` and `b` of `a.c(b)`, not `c`. */
export const mentionsOf = memoize((code: string): ReadonlySet<string> => collectIdentifiers(parse(code)));

/**
 * Some code with other names.
 *
 * @param names the new names by the old ones
 */
export function renameIn(code: string, names: ReadonlyMap<string, string>): string {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (
      loadTypeScript().isIdentifier(node) &&
      names.has(node.text) &&
      !isMemberName(node) &&
      !loadTypeScript().isLabeledStatement(node.parent)
    )
      found.push(node);
    loadTypeScript().forEachChild(node, visit);
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
  if (loadTypeScript().isShorthandPropertyAssignment(parent)) return true;
  return (
    loadTypeScript().isBindingElement(parent) &&
    loadTypeScript().isObjectBindingPattern(parent.parent) &&
    !parent.propertyName
  );
}

/** A syntax error, and the line that has it. */
export interface SyntaxFault {
  /** Index of the line. */
  readonly at: number;
  readonly says: string;
}

/** The first syntax error of some code; undefined if it can be read. */
export function findSyntaxFault(lines: readonly string[]): SyntaxFault | undefined {
  return tryParsing<SyntaxFault | undefined>(
    () => {
      const { diagnostics = [] } = loadTypeScript().transpileModule(lines.join("\n"), {
        reportDiagnostics: true,
        compilerOptions: { target: loadTypeScript().ScriptTarget.Latest, module: loadTypeScript().ModuleKind.ESNext },
      });
      const [first] = diagnostics;
      if (!first) return undefined;
      const at = first.file?.getLineAndCharacterOfPosition(first.start ?? 0).line ?? 0;
      return { at, says: loadTypeScript().flattenDiagnosticMessageText(first.messageText, " ") };
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
  return loadTypeScript().createSourceFile("cell.ts", code, loadTypeScript().ScriptTarget.Latest, true);
}

function getNames(statement: ts.Statement): string[] {
  if (loadTypeScript().isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => getBoundNames(name));
  if (loadTypeScript().isImportDeclaration(statement)) return getImportedNames(statement.importClause);
  const isNamed =
    loadTypeScript().isFunctionDeclaration(statement) ||
    loadTypeScript().isClassDeclaration(statement) ||
    loadTypeScript().isInterfaceDeclaration(statement) ||
    loadTypeScript().isTypeAliasDeclaration(statement) ||
    loadTypeScript().isEnumDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

function getBoundNames(name: ts.BindingName): string[] {
  if (loadTypeScript().isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    loadTypeScript().isBindingElement(element) ? getBoundNames(element.name) : [],
  );
}

function getImportedNames(clause: ts.ImportClause | undefined): string[] {
  if (!clause) return [];
  const named = clause.namedBindings;
  const names = !named
    ? []
    : loadTypeScript().isNamespaceImport(named)
      ? [named.name.text]
      : named.elements.map((element) => element.name.text);
  return [...(clause.name ? [clause.name.text] : []), ...names];
}

function collectIdentifiers(node: ts.Node): Set<string> {
  const found = new Set<string>();
  const visit = (child: ts.Node): void => {
    if (loadTypeScript().isIdentifier(child) && !isMemberName(child)) found.add(child.text);
    loadTypeScript().forEachChild(child, visit);
  };
  visit(node);
  return found;
}

function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (loadTypeScript().isPropertyAccessExpression(parent)) return parent.name === node;
  if (loadTypeScript().isPropertyAssignment(parent) || loadTypeScript().isMethodDeclaration(parent))
    return parent.name === node;
  return false;
}
