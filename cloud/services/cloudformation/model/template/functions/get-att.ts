import { createTemplateError } from "../../faults";
import { isList } from "../json";
import type { TemplateFunction } from "../scope";
import { formatScalar } from "./text";

export const getAtt: TemplateFunction = (argument, scope, evaluate) => {
  const parts = typeof argument === "string" ? argument.split(/\.(.*)/s).slice(0, 2) : argument;
  const [resource, ...path] = isList(parts) ? parts : [];
  const attribute =
    path.length === 1 && path[0] !== undefined
      ? formatScalar(evaluate(path[0]))
      : path.map((item) => formatScalar(item)).join(".");
  if (typeof resource !== "string" || resource === "" || attribute === undefined || attribute === "") {
    throw createTemplateError(
      "every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
    );
  }
  return scope.getAttribute(resource, attribute);
};
