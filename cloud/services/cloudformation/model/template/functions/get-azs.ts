import { createTemplateError } from "../../faults";
import type { TemplateFunction } from "../scope";
import { formatScalar } from "./text";

/** The availability zones of a region in the lab cloud, as letters after its name. */
const ZONES = ["a", "b", "c"];

/**
 * `Fn::GetAZs`: the zones of a region; an empty name means the stack's own region.
 * @remarks On AWS a region has three to six.
 */
export const getAzs: TemplateFunction = (argument, scope, evaluate) => {
  const named = formatScalar(evaluate(argument));
  if (named === undefined) throw createTemplateError("every Fn::GetAZs object must have a String-typed value.");
  return ZONES.map((zone) => `${named === "" ? scope.region : named}${zone}`);
};
