import { templateError } from "../../faults";
import type { TemplateFunction } from "../scope";

export const ref: TemplateFunction = (argument, scope) => {
  if (typeof argument !== "string" || argument === "")
    throw templateError("every Ref object must have a single String value.");
  return scope.ref(argument);
};
