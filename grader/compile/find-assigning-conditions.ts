import ts from "typescript";
import { walkSyntaxNodes } from "../../authoring/index";

/**
 * Finds conditions that assign where a comparison was probably meant: `if (inCart = true)` always holds, and the compiler accepts it.
 *
 * @param answer the lines that the learner wrote
 * @returns      one sentence for each; none for an assignment in parentheses of its own, as in `while ((found = next()))`, which is
 * intended
 */
export function findAssigningConditions(answer: readonly string[]): string[] {
  const source = ts.createSourceFile("answer.ts", answer.join("\n"), ts.ScriptTarget.Latest, true);
  const conditions = [...walkSyntaxNodes(source)].flatMap((node) => getCondition(node) ?? []);
  const sentences = conditions.filter(isAssignment).map((condition) => describeCondition(condition.getText()));
  return [...new Set(sentences)];
}

function getCondition(node: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) return node.expression;
  return ts.isConditionalExpression(node) || ts.isForStatement(node) ? node.condition : undefined;
}

const isAssignment = (node: ts.Expression): boolean =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;

const describeCondition = (condition: string): string =>
  `The condition \`${condition.replace(/\s+/g, " ")}\` assigns a value: a single = doesn't compare. To compare, write ===.`;
