import { templateError } from "../../faults";
import { isList } from "../json";
import type { TemplateFunction } from "../scope";
import { textOf } from "./text";

export const select: TemplateFunction = (argument, _scope, evaluate) => {
  const [index, items, ...more] = isList(argument) ? argument.map(evaluate) : [];
  const written = textOf(index) ?? "";
  const at = Number(written);
  if (!/^-?\d+$/.test(written) || !isList(items) || more.length > 0) throw wrongArguments();
  const found = items[at];
  // A list that stands in the template is known before anything is made.
  if (found === undefined && isList(argument) && isList(argument[1])) throw wrongArguments();
  if (found === undefined) throw templateError("Fn::Select cannot select nonexistent value at index " + String(at));
  if (found === null) throw templateError("Fn::Select cannot select null values");
  return found;
};

const wrongArguments = (): Error =>
  templateError("Fn::Select requires a list argument with two elements: an integer index and a list");
