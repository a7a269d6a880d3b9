import ts from "typescript";
import { remembered } from "../remembered";

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
export const declarationsOf = remembered((code: string): readonly Declaration[] => {
  const file = parse(code);
  return file.statements.flatMap((statement) => {
    const names = namesOf(statement);
    if (names.length === 0) return [];
    const isImport = ts.isImportDeclaration(statement);
    return [{ names, isImport, text: statement.getText(file), mentions: identifiersIn(statement) }];
  });
});

/** Every identifier that some code mentions as a name by itself: `a` and `b` of `a.c(b)`, not `c`. */
export const mentionsOf = remembered((code: string): ReadonlySet<string> => identifiersIn(parse(code)));

function parse(code: string): ts.SourceFile {
  return ts.createSourceFile("cell.ts", code, ts.ScriptTarget.Latest, true);
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => bound(name));
  if (ts.isImportDeclaration(statement)) return importedBy(statement.importClause);
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

function bound(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? bound(element.name) : []));
}

function importedBy(clause: ts.ImportClause | undefined): string[] {
  if (!clause) return [];
  const named = clause.namedBindings;
  const names = !named
    ? []
    : ts.isNamespaceImport(named)
      ? [named.name.text]
      : named.elements.map((element) => element.name.text);
  return [...(clause.name ? [clause.name.text] : []), ...names];
}

function identifiersIn(node: ts.Node): Set<string> {
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
