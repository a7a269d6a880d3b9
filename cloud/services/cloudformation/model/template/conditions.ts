import { createTemplateError } from "../faults";
import { isList, isSameJson, type Json, isObject } from "../properties/json";
import type { TemplateFunction, Evaluate, Scope } from "./scope";
import { formatScalar } from "./text";

/** Whether a condition expression is true. `Condition` in it refers to another condition. */
export function evaluateCondition(value: Json, scope: Scope, evaluate: Evaluate): boolean {
  if (isObject(value) && typeof value["Condition"] === "string" && Object.keys(value).length === 1)
    return scope.isConditionMet(value["Condition"]);
  const result = evaluate(value);
  if (result === true || result === "true") return true;
  if (result === false || result === "false") return false;
  throw createTemplateError(
    "every condition must be one of Fn::And, Fn::Equals, Fn::If, Fn::Not, Fn::Or or Condition.",
  );
}

const MIN = 2;
const MAX = 10;

export const equals: TemplateFunction = (argument, _scope, evaluate) => {
  if (!isList(argument) || argument.length !== 2)
    throw createTemplateError("every Fn::Equals object requires a list of 2 string parameters.");
  const [a, b] = argument.map((item) => {
    const value = evaluate(item);
    return formatScalar(value) ?? value;
  });
  return isSameJson(a, b);
};

export const not: TemplateFunction = (argument, scope, evaluate) => {
  const [first, ...more] = isList(argument) ? argument : [];
  if (first === undefined || more.length > 0)
    throw createTemplateError("every Fn::Not object requires a list of one condition.");
  return !evaluateCondition(first, scope, evaluate);
};

export const and: TemplateFunction = (argument, scope, evaluate) =>
  requireSeveral("Fn::And", argument).every((item) => evaluateCondition(item, scope, evaluate));

export const or: TemplateFunction = (argument, scope, evaluate) =>
  requireSeveral("Fn::Or", argument).some((item) => evaluateCondition(item, scope, evaluate));

function requireSeveral(name: string, argument: Json): readonly Json[] {
  if (!isList(argument) || argument.length < MIN || argument.length > MAX) {
    throw createTemplateError(
      `every ${name} object requires a list of at least ${MIN} and at most ${MAX} boolean parameters.`,
    );
  }
  return argument;
}
