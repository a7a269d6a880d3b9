import { templateError } from "../../faults";
import type { TemplateFunction } from "../scope";
import { textOf } from "./text";

export const importValue: TemplateFunction = (argument, scope, evaluate) => {
  const name = textOf(evaluate(argument));
  if (name === undefined || name === "") throw templateError("the attribute in Fn::ImportValue must be a string");
  return scope.imported(name);
};
