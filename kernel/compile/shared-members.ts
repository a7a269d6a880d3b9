import type * as typescript from "typescript";
import type { TypeScript } from "./compiler-api";

/** Reads the variables of earlier cells from `exports` in a shorthand property `{ g }` too: see `createSharedMember`. */
export function nameSharedMembers(ts: TypeScript): typescript.TransformerFactory<typescript.SourceFile> {
  return (context) => (file) => {
    const bound = listBoundNames(ts, file);
    const visit = (node: typescript.Node): typescript.Node =>
      ts.isShorthandPropertyAssignment(node) && !bound.has(node.name.text)
        ? createSharedMember(ts, context.factory, node)
        : ts.visitEachChild(node, visit, context);
    return ts.visitEachChild(file, visit, context);
  };
}

/** Every name that a file binds, in any scope. */
function listBoundNames(ts: TypeScript, file: typescript.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: typescript.Node): void => {
    const { name } = node as { name?: typescript.Node };
    const binds =
      ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node) || ts.isImportSpecifier(node);
    const declares =
      ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isImportClause(node) || ts.isNamespaceImport(node);
    if ((binds || declares) && name && ts.isIdentifier(name)) names.add(name.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

/**
 * `{ g }` as `{ g: "g" in exports ? exports.g : g }`, where the cell does not declare `g` itself: tslab takes every other mention of an
 * earlier cell's variable from `exports`, but overlooks this one.
 */
function createSharedMember(
  ts: TypeScript,
  factory: typescript.NodeFactory,
  { name }: typescript.ShorthandPropertyAssignment,
): typescript.PropertyAssignment {
  const shared = factory.createIdentifier("exports");
  const isShared = factory.createBinaryExpression(
    factory.createStringLiteral(name.text),
    ts.SyntaxKind.InKeyword,
    shared,
  );
  const value = factory.createConditionalExpression(
    isShared,
    undefined,
    factory.createPropertyAccessExpression(shared, name.text),
    undefined,
    factory.createIdentifier(name.text),
  );
  return factory.createPropertyAssignment(name.text, value);
}
