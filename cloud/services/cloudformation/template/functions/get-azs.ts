import { templateError } from "../../faults";
import type { TemplateFunction } from "../scope";
import { textOf } from "./text";

/** How many zones a region of the lab cloud has. */
const ZONES = ["a", "b", "c"];

/** The zones of a region; an empty name is the stack's own region. @remarks AWS has three to six of them, by region. */
export const getAzs: TemplateFunction = (argument, scope, evaluate) => {
  const named = textOf(evaluate(argument));
  if (named === undefined) throw templateError("every Fn::GetAZs object must have a String-typed value.");
  return ZONES.map((zone) => `${named === "" ? scope.region : named}${zone}`);
};
