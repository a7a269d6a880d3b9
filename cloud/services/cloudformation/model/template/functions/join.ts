import { createTemplateError } from "../../faults";
import { isList } from "../json";
import type { TemplateFunction } from "../scope";
import { joinTexts, formatScalar } from "./text";

export const join: TemplateFunction = (argument, _scope, evaluate) => {
  const [delimiter, list, ...more] = isList(argument) ? argument : [];
  const items = list === undefined ? undefined : evaluate(list);
  if (typeof delimiter !== "string" || !isList(items) || more.length > 0) throw createWrongJoinError();
  const texts = items.map(formatScalar);
  if (!texts.every((text): text is string => text !== undefined)) throw createWrongJoinError();
  return joinTexts("Fn::Join", texts, delimiter);
};

const createWrongJoinError = (): Error =>
  createTemplateError(
    "every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.",
  );
