import { createTemplateError } from "../../faults";
import { isList } from "../json";
import type { TemplateFunction } from "../scope";
import { formatScalar } from "./text";

export const split: TemplateFunction = (argument, _scope, evaluate) => {
  const [delimiter, source, ...more] = isList(argument) ? argument : [];
  const text = source === undefined ? undefined : formatScalar(evaluate(source));
  if (typeof delimiter !== "string" || delimiter === "" || text === undefined || more.length > 0) {
    throw createTemplateError(
      "every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.",
    );
  }
  return text.split(delimiter);
};
