import type * as typescript from "typescript";
import type { TypeScript } from "./compiler-api";

/** Declarations without some names. */
export function removeDeclarations(ts: TypeScript, declarations: string, names: readonly string[]): string {
  if (names.length === 0) return declarations;
  const leaving = new Set(names);
  const file = ts.createSourceFile("declared.d.ts", declarations, ts.ScriptTarget.ES2022, true);
  const { factory } = ts;
  const keep = <T extends { readonly name: typescript.Node }>(parts: readonly T[]): T[] =>
    parts.filter(({ name }) => !leaving.has(name.getText(file)));

  function reduceBindings(bindings: typescript.NamedImportBindings): typescript.NamedImportBindings | undefined {
    if (ts.isNamespaceImport(bindings)) return keep([bindings])[0];
    const elements = keep(bindings.elements);
    return elements.length === 0 ? undefined : factory.updateNamedImports(bindings, elements);
  }

  function reduceImport(statement: typescript.ImportDeclaration): typescript.Statement | undefined {
    const { name, namedBindings, isTypeOnly } = statement.importClause ?? {};
    const retained = name && !leaving.has(name.text) ? name : undefined;
    const bindings = namedBindings && reduceBindings(namedBindings);
    if (retained === undefined && bindings === undefined) return undefined;
    const clause = factory.createImportClause(isTypeOnly ?? false, retained, bindings);
    return factory.createImportDeclaration(statement.modifiers, clause, statement.moduleSpecifier);
  }

  function reduce(statement: typescript.Statement): typescript.Statement | undefined {
    if (ts.isImportDeclaration(statement)) return reduceImport(statement);
    if (ts.isVariableStatement(statement)) {
      const retained = keep(statement.declarationList.declarations);
      const list = factory.createVariableDeclarationList(retained, statement.declarationList.flags);
      return retained.length === 0 ? undefined : factory.createVariableStatement(statement.modifiers, list);
    }
    const { name } = statement as { readonly name?: typescript.Node };
    return name !== undefined && leaving.has(name.getText(file)) ? undefined : statement;
  }

  const printer = ts.createPrinter({ newLine: ts.NewLineKind.LineFeed });
  return file.statements
    .flatMap((statement) => reduce(statement) ?? [])
    .map((statement) => `${printer.printNode(ts.EmitHint.Unspecified, statement, file)}\n`)
    .join("");
}
