import { createTemplateError } from "../../faults";
import { isList } from "../json";
import type { TemplateFunction } from "../scope";

/** `Fn::If`: only the branch that is taken is evaluated. */
export const ifCondition: TemplateFunction = (argument, scope, evaluate) => {
  const [condition, then, otherwise, ...more] = isList(argument) ? argument : [];
  if (typeof condition !== "string" || then === undefined || otherwise === undefined || more.length > 0) {
    throw createTemplateError(
      "Fn::If requires a list argument with three elements: a condition name, a value if it holds and one if it does not",
    );
  }
  return evaluate(scope.isConditionMet(condition) ? then : otherwise);
};
