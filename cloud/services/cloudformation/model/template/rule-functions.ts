import { createTemplateError } from "../faults";
import { isList, type Json } from "../properties/json";
import type { Evaluate, TemplateFunction } from "./scope";
import { formatScalar } from "./text";

/** The two arguments of a rule function, evaluated. @throws AwsFault ValidationError if there are not two */
function evaluateBoth(name: string, argument: Json, evaluate: Evaluate): readonly [Json, Json] {
  const [first, second, ...more] = isList(argument) ? argument : [];
  if (first === undefined || second === undefined || more.length > 0)
    throw createTemplateError(`every ${name} object requires a list of two parameters.`);
  return [evaluate(first), evaluate(second)];
}

const toTexts = (value: Json): readonly (string | undefined)[] =>
  (isList(value) ? value : [value]).map((item) => formatScalar(item));

const contains: TemplateFunction = (argument, _scope, evaluate) => {
  const [list, value] = evaluateBoth("Fn::Contains", argument, evaluate);
  return toTexts(list).includes(formatScalar(value));
};

const eachMemberEquals: TemplateFunction = (argument, _scope, evaluate) => {
  const [list, value] = evaluateBoth("Fn::EachMemberEquals", argument, evaluate);
  return toTexts(list).every((item) => item === formatScalar(value));
};

const eachMemberIn: TemplateFunction = (argument, _scope, evaluate) => {
  const [list, allowed] = evaluateBoth("Fn::EachMemberIn", argument, evaluate);
  const known = new Set(toTexts(allowed));
  return toTexts(list).every((item) => known.has(item));
};

/**
 * Functions that are only allowed in the section Rules.
 *
 * @remarks `Fn::RefAll`, `Fn::ValueOf` and `Fn::ValueOfAll` query networks and other resources that the lab cloud does
 * not have.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-rules.html
 */
export const ruleFunctions: Readonly<Record<string, TemplateFunction>> = {
  "Fn::Contains": contains,
  "Fn::EachMemberEquals": eachMemberEquals,
  "Fn::EachMemberIn": eachMemberIn,
};
