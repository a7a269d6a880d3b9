import { functionNotEmulated, templateError } from "../faults";
import { functions } from "./functions/index";
import { isList, isObject, memberOf, type Json, type JsonObject } from "./json";
import { NO_VALUE, type Scope, type TemplateFunction } from "./scope";

/** Functions of macros that the lab cloud does not run. */
const REFUSED = ["Fn::Transform", "Fn::ForEach", "Fn::ToJsonString", "Fn::Length", "Fn::GetStackOutput"];

/**
 * The function and argument of an object with one key, such as `{ "Fn::Join": … }`; undefined if the object is no
 * function call.
 */
export function calledIn(value: JsonObject): { readonly name: string; readonly argument: Json } | undefined {
  const [name, second] = Object.keys(value);
  if (name === undefined || second !== undefined) return undefined;
  if (name !== "Ref" && !name.startsWith("Fn::")) return undefined;
  return { name, argument: value[name] ?? null };
}

/**
 * Evaluates all functions in a value. Items and members with the value `AWS::NoValue` are left out.
 *
 * @param known the functions that are allowed here; by default those for resources
 * @throws AwsFault ValidationError with AWS's message if a function's arguments are wrong, NotImplemented if it is not
 *  emulated
 */
export function evaluate(
  value: Json,
  scope: Scope,
  known: Readonly<Record<string, TemplateFunction>> = functions,
): Json {
  const inside = (one: Json): Json => evaluate(one, scope, known);
  if (isList(value)) return value.map(inside).filter((one) => one !== NO_VALUE);
  if (!isObject(value) || value === NO_VALUE) return value;
  const call = calledIn(value);
  if (call === undefined) {
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, one]): [string, Json] => [key, inside(one)])
        .filter(([, one]) => one !== NO_VALUE),
    );
  }
  if (REFUSED.includes(call.name)) throw functionNotEmulated(call.name);
  const carryOut = memberOf(known, call.name);
  if (carryOut === undefined) throw templateError(`the function ${call.name} is not known`);
  return carryOut(call.argument, scope, inside);
}
