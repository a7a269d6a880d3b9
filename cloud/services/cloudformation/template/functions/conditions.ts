import { templateError } from "../../faults";
import { holds } from "../holds";
import { isList, sameJson, type Json } from "../json";
import type { TemplateFunction } from "../scope";
import { textOf } from "./text";

const FEWEST = 2;
const MOST = 10;

export const equals: TemplateFunction = (argument, _scope, evaluate) => {
  if (!isList(argument) || argument.length !== 2)
    throw templateError("every Fn::Equals object requires a list of 2 string parameters.");
  const [a, b] = argument.map((one) => {
    const value = evaluate(one);
    return textOf(value) ?? value;
  });
  return sameJson(a, b);
};

export const not: TemplateFunction = (argument, scope, evaluate) => {
  const [one, ...more] = isList(argument) ? argument : [];
  if (one === undefined || more.length > 0)
    throw templateError("every Fn::Not object requires a list of one condition.");
  return !holds(one, scope, evaluate);
};

export const and: TemplateFunction = (argument, scope, evaluate) =>
  several("Fn::And", argument).every((one) => holds(one, scope, evaluate));

export const or: TemplateFunction = (argument, scope, evaluate) =>
  several("Fn::Or", argument).some((one) => holds(one, scope, evaluate));

function several(name: string, argument: Json): readonly Json[] {
  if (!isList(argument) || argument.length < FEWEST || argument.length > MOST) {
    throw templateError(
      `every ${name} object requires a list of at least ${FEWEST} and at most ${MOST} boolean parameters.`,
    );
  }
  return argument;
}
