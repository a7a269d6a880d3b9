import { createTemplateError } from "../../faults";
import { isList } from "../json";
import type { TemplateFunction } from "../scope";
import { formatScalar } from "./text";

export const select: TemplateFunction = (argument, _scope, evaluate) => {
  const [index, items, ...more] = isList(argument) ? argument.map(evaluate) : [];
  const written = formatScalar(index) ?? "";
  const at = Number(written);
  if (!/^-?\d+$/.test(written) || !isList(items) || more.length > 0) throw createWrongArgumentsError();
  const found = items[at];
  // A list that is in the template is known before any resource is created.
  if (found === undefined && isList(argument) && isList(argument[1])) throw createWrongArgumentsError();
  if (found === undefined)
    throw createTemplateError("Fn::Select cannot select nonexistent value at index " + String(at));
  if (found === null) throw createTemplateError("Fn::Select cannot select null values");
  return found;
};

const createWrongArgumentsError = (): Error =>
  createTemplateError("Fn::Select requires a list argument with two elements: an integer index and a list");
