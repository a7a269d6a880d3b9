import { templateError } from "../../faults";
import type { TemplateFunction } from "../scope";
import { textOf } from "./text";

export const base64: TemplateFunction = (argument, _scope, evaluate) => {
  const text = textOf(evaluate(argument));
  if (text === undefined) throw templateError("every Fn::Base64 object must have a String-typed value.");
  return Buffer.from(text, "utf8").toString("base64");
};
