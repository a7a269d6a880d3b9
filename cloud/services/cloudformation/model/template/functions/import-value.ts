import { createTemplateError } from "../../faults";
import type { TemplateFunction } from "../scope";
import { formatScalar } from "./text";

export const importValue: TemplateFunction = (argument, scope, evaluate) => {
  const name = formatScalar(evaluate(argument));
  if (name === undefined || name === "") throw createTemplateError("the attribute in Fn::ImportValue must be a string");
  return scope.importValue(name);
};
