import ts from "typescript";

/** A name that the code declares or imports at its top level. */
export interface TopLevelName {
  readonly name: string;
  /** Line of the declaring statement, from 0. */
  readonly line: number;
  /** The module specifier as written; absent if the code declares the name itself. */
  readonly from?: string;
}

/** A statement and its line, from 0. */
export interface PlacedStatement {
  readonly statement: ts.Statement;
  readonly line: number;
}

/** Reads TypeScript into its statements. */
export function parseStatements(code: string): PlacedStatement[] {
  const file = ts.createSourceFile("part.ts", code, ts.ScriptTarget.ES2023);
  return file.statements.map((statement) => ({
    statement,
    line: file.getLineAndCharacterOfPosition(statement.getStart(file)).line,
  }));
}

/** The names that a statement declares or imports, types included. */
export function listNames({ statement, line }: PlacedStatement): TopLevelName[] {
  if (ts.isImportDeclaration(statement))
    return listImportedNames(statement).map((name) => ({ name, line, from: getModule(statement) }));
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations
      .flatMap(({ name }) => listBoundNames(name))
      .map((name) => ({ name, line }));
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return isNamed && statement.name !== undefined ? [{ name: statement.name.text, line }] : [];
}

/** An import's module specifier as written: `../../src/index`. */
function getModule({ moduleSpecifier }: ts.ImportDeclaration): string {
  return ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : "";
}

function listImportedNames({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings;
  const named =
    bindings === undefined
      ? []
      : ts.isNamedImports(bindings)
        ? bindings.elements.map(({ name }) => name)
        : [bindings.name];
  return [...(importClause?.name === undefined ? [] : [importClause.name]), ...named].map(({ text }) => text);
}

/** The names that a declaration binds: `a` of `const a`; `b` and `c` of `const { b, x: [c] }`. */
function listBoundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? listBoundNames(element.name) : []));
}
