import { createTemplateError } from "../faults";
import { isObject, type Json } from "../properties/json";
import type { Evaluate, Scope } from "./scope";

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
