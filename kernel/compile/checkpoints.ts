import type * as typescript from "typescript";
import type { TypeScript } from "./compiler-api";

/** The name under which compiled code finds its checkpoints: see run/checkpoints.ts. */
export const CHECKPOINTS = "__labs__";

/**
 * Adds calls to compiled code that let an interrupt stop it with an exception, at the next turn of a loop or after the
 * next `await`; and calls that note which `await` of a cell failed, where the error's own stack does not say:
 *
 *     for (…) { … }   →   { const turn = __labs__.now(); for (…) { __labs__.turn(turn); … } }
 *     await x         →   __labs__.resume(__labs__.now(), await x)
 *     await x         →   __labs__.resume(__labs__.now(), await __labs__.at(x, line, column)) at the top level
 */
export function addCheckpoints(ts: TypeScript): typescript.TransformerFactory<typescript.SourceFile> {
  return (context) => (file) => {
    const { factory } = context;
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

    function markAwait(node: typescript.AwaitExpression, top: boolean): typescript.Expression {
      const inner = visitExpression(node.expression, top);
      const noted = top ? call("at", inner, ...place(node)) : inner;
      return ts.setTextRange(call("resume", call("now"), factory.updateAwaitExpression(node, noted)), node);
    }

    function addLoopCheckpoint(node: typescript.Statement, top: boolean): typescript.Statement {
      const started = factory.createUniqueName("turn");
      const declaration = factory.createVariableDeclaration(started, undefined, undefined, call("now"));
      return factory.createBlock(
        [
          factory.createVariableStatement(
            undefined,
            factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const),
          ),
          addTurns(node, started, top),
        ],
        true,
      );
    }

    /**
     * Puts the checkpoint into the loop statement below its labels: `continue label` needs the label directly before
     * the loop.
     */
    function addTurns(node: typescript.Statement, started: typescript.Identifier, top: boolean): typescript.Statement {
      if (ts.isLabeledStatement(node))
        return factory.updateLabeledStatement(node, node.label, addTurns(node.statement, started, top));
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

    function visit(node: typescript.Node, top: boolean): typescript.Node {
      const inside = top && !ts.isFunctionLike(node);
      if (ts.isAwaitExpression(node)) return markAwait(node, inside);
      if (isLoop(ts, node)) return addLoopCheckpoint(node, inside);
      return ts.visitEachChild(node, (child) => visit(child, inside), context);
    }

    return ts.visitEachChild(file, (child) => visit(child, true), context);
  };
}

function isLoop(ts: TypeScript, node: typescript.Node): node is typescript.Statement {
  return ts.isLabeledStatement(node) ? isLoop(ts, node.statement) : ts.isIterationStatement(node, false);
}
