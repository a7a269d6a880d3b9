import type * as typescript from "typescript";
import type { TypeScript } from "./compiler-api";

/** Reads the variables of earlier cells from `exports` in a shorthand property `{ g }` too: see `createSharedMember`. */
export function nameSharedMembers(ts: TypeScript): typescript.TransformerFactory<typescript.SourceFile> {
  return (context) => (file) => {
    const bound = listBoundNames(ts, file);
    const targets = listShorthandTargets(ts, file);
    const visit = (node: typescript.Node): typescript.Node => {
      if (!ts.isShorthandPropertyAssignment(node) || bound.has(node.name.text))
        return ts.visitEachChild(node, visit, context);
      return targets.has(node)
        ? createSharedTarget(context.factory, node)
        : createSharedMember(ts, context.factory, node);
    };
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

/** The shorthand properties that are assigned to, as in `({ g } = value)`. */
function listShorthandTargets(ts: TypeScript, file: typescript.SourceFile): ReadonlySet<typescript.Node> {
  const targets = new Set<typescript.Node>();
  const isAssignment = (node: typescript.Node): node is typescript.BinaryExpression =>
    ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  const addTargets = (node: typescript.Node): void => {
    if (ts.isShorthandPropertyAssignment(node)) targets.add(node);
    else if (ts.isPropertyAssignment(node)) addTargets(node.initializer);
    else if (isAssignment(node)) addTargets(node.left);
    else if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) ts.forEachChild(node, addTargets);
  };
  const visit = (node: typescript.Node): void => {
    if (isAssignment(node)) addTargets(node.left);
    else if (ts.isForOfStatement(node)) addTargets(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return targets;
}

/** `{ g = 1 }` as `{ g: exports.g = 1 }`, where it is assigned to. */
function createSharedTarget(
  factory: typescript.NodeFactory,
  { name, objectAssignmentInitializer }: typescript.ShorthandPropertyAssignment,
): typescript.PropertyAssignment {
  const target = factory.createPropertyAccessExpression(factory.createIdentifier("exports"), name.text);
  return factory.createPropertyAssignment(
    name.text,
    objectAssignmentInitializer === undefined ? target : factory.createAssignment(target, objectAssignmentInitializer),
  );
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
