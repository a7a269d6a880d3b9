import { createFunctionNotEmulatedFault, createTemplateError } from "../faults";
import { functions } from "./functions";
import { MAX_TEXT_LENGTH } from "./text";
import { isList, isObject, getMember, type Json, type JsonObject } from "../properties/json";
import { NO_VALUE, type Scope, type TemplateFunction } from "./scope";

/** Functions of macros that the lab cloud does not run. */
const REFUSED = ["Fn::Transform", "Fn::ForEach", "Fn::ToJsonString", "Fn::Length", "Fn::GetStackOutput"];

/**
 * The function and argument of an object with one key, such as `{ "Fn::Join": … }`; undefined if the object is no
 * function call.
 */
export function findCall(value: JsonObject): { readonly name: string; readonly argument: Json } | undefined {
  const [name, second] = Object.keys(value);
  if (name === undefined || second !== undefined) return undefined;
  if (name !== "Ref" && !name.startsWith("Fn::")) return undefined;
  return { name, argument: value[name] ?? null };
}

/** The maximum number of characters of all texts that the functions in one value make. */
const MAX_CHARACTERS = 4 * MAX_TEXT_LENGTH;

/**
 * Evaluates all functions in a value. Items and members with the value `AWS::NoValue` are left out.
 *
 * @param known the functions that are allowed here; by default those for resources
 * @throws AwsFault ValidationError with AWS's message if a function's arguments are wrong, NotImplemented if it is not
 *  emulated, ValidationError if the texts of the result are too long
 */
export function evaluate(
  value: Json,
  scope: Scope,
  known: Readonly<Record<string, TemplateFunction>> = functions,
): Json {
  let characters = 0;
  const evaluateInside = (item: Json): Json => {
    if (isList(item)) return item.map(evaluateInside).filter((item) => item !== NO_VALUE);
    if (!isObject(item) || item === NO_VALUE) return item;
    const call = findCall(item);
    if (call === undefined) {
      return Object.fromEntries(
        Object.entries(item)
          .map(([key, member]): [string, Json] => [key, evaluateInside(member)])
          .filter(([, member]) => member !== NO_VALUE),
      );
    }
    if (REFUSED.includes(call.name)) throw createFunctionNotEmulatedFault(call.name);
    const carryOut = getMember(known, call.name);
    if (carryOut === undefined) throw createTemplateError(`the function ${call.name} is not known`);
    const result = carryOut(call.argument, scope, evaluateInside);
    characters += countCharacters(result);
    if (characters > MAX_CHARACTERS)
      throw createTemplateError(`the functions in a value of the template make more than ${MAX_CHARACTERS} characters`);
    return result;
  };
  return evaluateInside(value);
}

/** The characters of a string, or of the texts of a list. */
function countCharacters(value: Json): number {
  if (typeof value === "string") return value.length;
  return isList(value) ? value.reduce((sum: number, item) => sum + (typeof item === "string" ? item.length : 0), 0) : 0;
}
