import { createTemplateError } from "../../faults";
import type { TemplateFunction } from "../scope";

export const ref: TemplateFunction = (argument, scope) => {
  if (typeof argument !== "string" || argument === "")
    throw createTemplateError("every Ref object must have a single String value.");
  return scope.ref(argument);
};
