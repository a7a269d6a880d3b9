import { createInvalidExpressionFault, createFunctionNotEmulatedFault } from "../faults";
import type { Expression } from "./expression";
import { FUNCTIONS, NOT_EMULATED } from "./functions/index";
import { onEach, operate, listSeries } from "./operators";
import type { Argument, Scope } from "./scope";
import { createScalar, type Value } from "./value";

/**
 * Computes an expression.
 *
 * @throws AwsFault ValidationError, or NotImplemented for functions that the lab cloud does not support
 */
export function evaluate(tree: Expression, scope: Scope): Value {
  const found = evaluateArgument(tree, scope);
  if (found.kind === "text" || found.kind === "word") throw createInvalidExpressionFault(scope.id, "Invalid syntax");
  return found;
}

function evaluateArgument(tree: Expression, scope: Scope): Argument {
  const found = evaluateTree(tree, scope);
  scope.budget.spend(scope.id, found);
  return found;
}

function evaluateTree(tree: Expression, scope: Scope): Argument {
  switch (tree.kind) {
    case "number":
      return createScalar(tree.value);
    case "text":
    case "word":
      return tree;
    case "id":
      return evaluateName(tree.name, scope);
    case "negative":
      return negate(evaluate(tree.of, scope));
    case "operation":
      return operate(tree.operator, [evaluate(tree.left, scope), evaluate(tree.right, scope)], scope);
    case "list":
      return { kind: "array", all: tree.of.flatMap((expression) => toSeriesList(evaluate(expression, scope), scope)) };
    case "call":
      return evaluateCall(tree.name, tree.args, scope);
  }
}

function evaluateName(name: string, { id, values }: Scope): Value {
  const found = values.get(name);
  if (found === undefined) throw createInvalidExpressionFault(id, `Undefined variable '${name}'`);
  return found;
}

function negate(value: Value): Value {
  if (value.kind === "scalar") return createScalar(-value.value);
  if (value.kind === "series") return onEach(value, (item) => -item);
  return { kind: "array", all: value.all.map((series) => onEach(series, (item) => -item)) };
}

/** The time series for an array; an array inside an array adds its series. */
function toSeriesList(value: Value, { id }: Scope): ReturnType<typeof listSeries> {
  if (value.kind === "scalar") throw createInvalidExpressionFault(id, "An array holds time series only");
  return listSeries(value);
}

function evaluateCall(name: string, args: readonly Expression[], scope: Scope): Value {
  if (NOT_EMULATED.includes(name)) throw createFunctionNotEmulatedFault(name);
  const compute = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (compute === undefined) throw createInvalidExpressionFault(scope.id, `Function '${name}' not found`);
  return compute({ name, args: args.map((expression) => evaluateArgument(expression, scope)), scope });
}
