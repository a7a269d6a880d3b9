import { templateError } from "../../faults";
import { isList } from "../json";
import type { TemplateFunction } from "../scope";
import { textOf } from "./text";

export const getAtt: TemplateFunction = (argument, scope, evaluate) => {
  const parts = typeof argument === "string" ? argument.split(/\.(.*)/s).slice(0, 2) : argument;
  const [resource, ...path] = isList(parts) ? parts : [];
  const attribute =
    path.length === 1 && path[0] !== undefined ? textOf(evaluate(path[0])) : path.map((one) => textOf(one)).join(".");
  if (typeof resource !== "string" || resource === "" || attribute === undefined || attribute === "") {
    throw templateError(
      "every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
    );
  }
  return scope.attribute(resource, attribute);
};
