import { createTemplateError } from "../faults";
import { evaluateCondition } from "./evaluate-condition";
import { isList, isSameJson, type Json } from "../properties/json";
import type { TemplateFunction } from "./scope";
import { formatScalar } from "./text";

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
  const [one, ...more] = isList(argument) ? argument : [];
  if (one === undefined || more.length > 0)
    throw createTemplateError("every Fn::Not object requires a list of one condition.");
  return !evaluateCondition(one, scope, evaluate);
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
