import type * as typescript from "typescript";
import { CHECKPOINTS } from "./checkpoints";
import type { TypeScript } from "./compiler-api";

/** A call, or a template whose tag is called, such as that of `sh`. */
type Call = typescript.CallExpression | typescript.TaggedTemplateExpression;

/**
 * Adds a call to compiled code that notes a call at the top level whose promise is not used, where an `await` may be
 * missing. `void x()` says that no `await` is meant.
 *
 *     x();   →   __labs__.left(x(), "x", line, column);
 */
export function markUnusedCalls(ts: TypeScript): typescript.TransformerFactory<typescript.SourceFile> {
  return (context) => (file) => {
    const { factory } = context;

    function markCall(call: Call): typescript.Expression {
      const { line, character } = file.getLineAndCharacterOfPosition(call.getStart(file));
      const marked = factory.createCallExpression(
        factory.createPropertyAccessExpression(factory.createIdentifier(CHECKPOINTS), "left"),
        undefined,
        [
          call,
          factory.createStringLiteral(getCalledName(ts, call)),
          factory.createNumericLiteral(line + 1),
          factory.createNumericLiteral(character + 1),
        ],
      );
      // Without its own place, the statement would count as part of the line before it.
      return ts.setSourceMapRange(marked, call);
    }

    const isUnused = (node: typescript.Node | undefined): node is Call =>
      node !== undefined &&
      (ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node)) &&
      !HANDLED.has(getCalledName(ts, node));

    function visit(node: typescript.Node): typescript.Node {
      if (ts.isFunctionLike(node) || ts.isClassLike(node)) return node;
      if (ts.isExpressionStatement(node) && isUnused(node.expression))
        return factory.updateExpressionStatement(node, markCall(node.expression));
      if (ts.isVariableDeclaration(node) && isLast(ts, node.name) && isUnused(node.initializer))
        return factory.updateVariableDeclaration(node, node.name, undefined, undefined, markCall(node.initializer));
      return ts.visitEachChild(node, visit, context);
    }

    return ts.visitEachChild(file, visit, context);
  };
}

/** Methods of a promise: a call of one of them handles the promise's result. */
const HANDLED = new Set(["then", "catch", "finally"]);

function getCalledName(ts: TypeScript, call: Call): string {
  const expression = ts.isCallExpression(call) ? call.expression : call.tag;
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : "";
}

/** The name that tslab gives to the value of a cell's last line. */
function isLast(ts: TypeScript, name: typescript.Node): boolean {
  return ts.isIdentifier(name) && name.text.startsWith("tsLastExpr");
}
