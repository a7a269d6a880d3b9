import { createTemplateError } from "../faults";
import { findCall } from "./evaluate";
import { parseSub, listVariables } from "./sub";
import { isList, isObject, type Json } from "../properties/json";

/** A reference to a parameter or a resource in a value. */
export interface Reference {
  readonly kind: "Ref" | "GetAtt" | "Sub";
  readonly name: string;
  /** The attribute that a `Fn::GetAtt` or a `Fn::Sub` reads. */
  readonly attribute: string | undefined;
}

/** Whether a condition holds: then references are only searched in the branch that an `If` takes. */
export type BranchTest = (condition: string) => boolean;

/** Every reference in a value, in the order of their occurrence. */
export function listReferences(value: Json | undefined, taken?: BranchTest): readonly Reference[] {
  if (isList(value)) return value.flatMap((item) => listReferences(item, taken));
  if (!isObject(value)) return [];
  const call = findCall(value);
  if (call === undefined) return Object.values(value).flatMap((item) => listReferences(item, taken));
  const { name, argument } = call;
  if (name === "Ref")
    return typeof argument === "string" ? [{ kind: "Ref", name: argument, attribute: undefined }] : [];
  if (name === "Fn::GetAtt") return parseAttributeReference(argument);
  if (name === "Fn::Sub")
    return [...parseSubReferences(argument), ...listReferences(isList(argument) ? argument[1] : undefined, taken)];
  return listReferences(name === "Fn::If" && taken !== undefined ? getBranch(argument, taken) : argument, taken);
}

function getBranch(argument: Json, taken: BranchTest): Json | undefined {
  const [condition, then, otherwise] = isList(argument) ? argument : [];
  if (typeof condition !== "string") return argument;
  return taken(condition) ? then : otherwise;
}

/** The conditions to which a value refers, in `If` and in `Condition`. */
export function listConditions(value: Json | undefined): readonly string[] {
  if (isList(value)) return value.flatMap(listConditions);
  if (!isObject(value)) return [];
  const call = findCall(value);
  const named =
    call?.name === "Fn::If" && isList(call.argument) && typeof call.argument[0] === "string" ? [call.argument[0]] : [];
  const { Condition: condition } = value;
  const alone = typeof condition === "string" && Object.keys(value).length === 1 ? [condition] : [];
  return [...named, ...alone, ...Object.values(value).flatMap(listConditions)];
}

function parseAttributeReference(argument: Json): readonly Reference[] {
  const [name, ...path] =
    typeof argument === "string"
      ? argument.split(/\.(.*)/s).filter((item) => item !== "")
      : isList(argument)
        ? argument
        : [];
  if (typeof name !== "string" || path.length === 0) {
    throw createTemplateError(
      "every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
    );
  }
  const literal = path.every((item) => typeof item === "string");
  return [
    { kind: "GetAtt", name, attribute: literal ? path.join(".") : undefined },
    ...path.flatMap((item) => listReferences(item)),
  ];
}

function parseSubReferences(argument: Json): readonly Reference[] {
  const parts = parseSub(argument);
  if (parts === undefined) return [];
  return listVariables(parts.text)
    .filter((name) => !Object.hasOwn(parts.values, name))
    .map((name): Reference => {
      const dot = name.indexOf(".");
      return dot === -1
        ? { kind: "Sub", name, attribute: undefined }
        : { kind: "Sub", name: name.slice(0, dot), attribute: name.slice(dot + 1) };
    });
}
