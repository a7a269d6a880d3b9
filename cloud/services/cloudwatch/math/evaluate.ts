import { invalidExpression, notEmulatedFunction } from "../faults";
import type { Expression } from "./expression";
import { FUNCTIONS, NOT_EMULATED } from "./functions/index";
import { onEach, operate, seriesOf } from "./operators";
import type { Argument, Scope } from "./scope";
import { scalar, type Value } from "./value";

/**
 * Computes an expression.
 *
 * @throws AwsFault ValidationError, or NotImplemented for functions that the lab cloud does not support
 */
export function evaluate(tree: Expression, scope: Scope): Value {
  const found = argumentOf(tree, scope);
  if (found.kind === "text" || found.kind === "word") throw invalidExpression(scope.id, "Invalid syntax");
  return found;
}

function argumentOf(tree: Expression, scope: Scope): Argument {
  const found = computed(tree, scope);
  scope.budget.spend(scope.id, found);
  return found;
}

function computed(tree: Expression, scope: Scope): Argument {
  switch (tree.kind) {
    case "number":
      return scalar(tree.value);
    case "text":
    case "word":
      return tree;
    case "id":
      return named(tree.name, scope);
    case "negative":
      return negative(evaluate(tree.of, scope));
    case "operation":
      return operate(tree.operator, [evaluate(tree.left, scope), evaluate(tree.right, scope)], scope);
    case "list":
      return { kind: "array", all: tree.of.flatMap((one) => inList(evaluate(one, scope), scope)) };
    case "call":
      return called(tree.name, tree.args, scope);
  }
}

function named(name: string, { id, values }: Scope): Value {
  const found = values.get(name);
  if (found === undefined) throw invalidExpression(id, `Undefined variable '${name}'`);
  return found;
}

function negative(value: Value): Value {
  if (value.kind === "scalar") return scalar(-value.value);
  if (value.kind === "series") return onEach(value, (one) => -one);
  return { kind: "array", all: value.all.map((series) => onEach(series, (one) => -one)) };
}

/** The time series for an array; an array inside an array adds its series. */
function inList(value: Value, { id }: Scope): ReturnType<typeof seriesOf> {
  if (value.kind === "scalar") throw invalidExpression(id, "An array holds time series only");
  return seriesOf(value);
}

function called(name: string, args: readonly Expression[], scope: Scope): Value {
  if (NOT_EMULATED.includes(name)) throw notEmulatedFunction(name);
  const compute = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (compute === undefined) throw invalidExpression(scope.id, `Function '${name}' not found`);
  return compute({ name, args: args.map((one) => argumentOf(one, scope)), scope });
}
