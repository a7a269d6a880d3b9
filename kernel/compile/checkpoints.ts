import type * as typescript from "@tslab/typescript-for-tslab";
import type { TypeScript } from "./typescript";

/** The name under which compiled code finds its checkpoints: see run/checkpoints.ts. */
export const CHECKPOINTS = "__labs__";

/**
 * Adds to compiled code what lets an interrupt stop it in an orderly way, by an exception at the next turn of a loop or after the
 * next `await`, and what tells which `await` of a cell failed when the error itself does not know:
 *
 *     for (…) { … }   →   { const turn = __labs__.now(); for (…) { __labs__.turn(turn); … } }
 *     await x         →   __labs__.resume(__labs__.now(), await x)
 *     await x         →   __labs__.resume(__labs__.now(), await __labs__.at(x, line, column)) at the top level
 *
 * At the top level it also tells of a call whose promise nobody takes, so that an `await` may be missing. `void x()` says that none is.
 *
 *     x();            →   __labs__.left(x(), "x", line, column);
 */
export function addCheckpoints(ts: TypeScript): typescript.TransformerFactory<typescript.SourceFile> {
  return (context) => (file) => {
    const { factory } = context;
    const bound = boundNames(ts, file);
    const call = (name: string, ...args: typescript.Expression[]): typescript.Expression =>
      factory.createCallExpression(
        factory.createPropertyAccessExpression(factory.createIdentifier(CHECKPOINTS), name),
        undefined,
        args,
      );

    function place(node: typescript.Node): typescript.Expression[] {
      const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
      return [factory.createNumericLiteral(line + 1), factory.createNumericLiteral(character + 1)];
    }

    function awaited(node: typescript.AwaitExpression, top: boolean): typescript.Expression {
      const inner = visitExpression(node.expression, top);
      const noted = top ? call("at", inner, ...place(node)) : inner;
      return ts.setTextRange(call("resume", call("now"), factory.updateAwaitExpression(node, noted)), node);
    }

    function loop(node: typescript.Statement, top: boolean): typescript.Statement {
      const started = factory.createUniqueName("turn");
      const declaration = factory.createVariableDeclaration(started, undefined, undefined, call("now"));
      return factory.createBlock(
        [
          factory.createVariableStatement(
            undefined,
            factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const),
          ),
          withTurns(node, started, top),
        ],
        true,
      );
    }

    /** The loop itself, under its labels if it has some: `continue label` needs them right there. */
    function withTurns(node: typescript.Statement, started: typescript.Identifier, top: boolean): typescript.Statement {
      if (ts.isLabeledStatement(node))
        return factory.updateLabeledStatement(node, node.label, withTurns(node.statement, started, top));
      const turn = factory.createExpressionStatement(call("turn", started));
      const body = (node as typescript.IterationStatement).statement;
      return ts.visitEachChild(
        node,
        (child) => {
          if (child !== body) return visit(child, top);
          const visited =
            ts.visitNode(body, (inner) => visit(inner, top), ts.isStatement) ?? factory.createEmptyStatement();
          return factory.createBlock([turn, ...(ts.isBlock(visited) ? visited.statements : [visited])], true);
        },
        context,
      );
    }

    function visitExpression(node: typescript.Expression, top: boolean): typescript.Expression {
      return ts.visitNode(node, (inner) => visit(inner, top), ts.isExpression);
    }

    /** The call whose value nothing in the cell takes; what tslab makes of a last line only shows it. */
    function leftCall(node: typescript.Node): typescript.CallExpression | undefined {
      const value = ts.isExpressionStatement(node) ? assigned(node.expression) : lastValue(node);
      if (value === undefined || !ts.isCallExpression(value)) return undefined;
      return HANDLED.has(calledName(ts, value)) ? undefined : value;
    }

    function assigned(node: typescript.Expression): typescript.Expression {
      return ts.isBinaryExpression(node) && isLast(ts, node.left) ? node.right : node;
    }

    function lastValue(node: typescript.Node): typescript.Expression | undefined {
      return ts.isVariableDeclaration(node) && isLast(ts, node.name) ? node.initializer : undefined;
    }

    function visitLeft(node: typescript.Node, left: typescript.CallExpression): typescript.Node {
      const name = factory.createStringLiteral(calledName(ts, left));
      return ts.visitEachChild(
        node,
        function replace(child): typescript.Node {
          if (child === left) return call("left", visitExpression(left, true), name, ...place(left));
          return ts.isBinaryExpression(child) ? ts.visitEachChild(child, replace, context) : visit(child, true);
        },
        context,
      );
    }

    function visit(node: typescript.Node, top: boolean): typescript.Node {
      const inside = top && !ts.isFunctionLike(node);
      const left = inside ? leftCall(node) : undefined;
      if (left) return visitLeft(node, left);
      if (ts.isShorthandPropertyAssignment(node) && !bound.has(node.name.text)) return sharedMember(ts, factory, node);
      if (ts.isAwaitExpression(node)) return awaited(node, inside);
      if (isLoop(ts, node)) return loop(node, inside);
      return ts.visitEachChild(node, (child) => visit(child, inside), context);
    }

    return ts.visitEachChild(file, (child) => visit(child, true), context);
  };
}

/** What is called on a promise whose end is taken care of. */
const HANDLED = new Set(["then", "catch", "finally"]);

function calledName(ts: TypeScript, { expression }: typescript.CallExpression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : "";
}

/** The name that tslab gives to the value of a cell's last line. */
function isLast(ts: TypeScript, name: typescript.Node): boolean {
  return ts.isIdentifier(name) && name.text.startsWith("tsLastExpr");
}

/** Every name that a file binds, in whatever scope. */
function boundNames(ts: TypeScript, file: typescript.SourceFile): ReadonlySet<string> {
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
function sharedMember(
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

function isLoop(ts: TypeScript, node: typescript.Node): node is typescript.Statement {
  return ts.isLabeledStatement(node) ? isLoop(ts, node.statement) : ts.isIterationStatement(node, false);
}
