import { createTemplateError } from "../../faults";
import type { TemplateFunction } from "../scope";
import { formatScalar } from "./text";

export const base64: TemplateFunction = (argument, _scope, evaluate) => {
  const text = formatScalar(evaluate(argument));
  if (text === undefined) throw createTemplateError("every Fn::Base64 object must have a String-typed value.");
  return Buffer.from(text, "utf8").toString("base64");
};
