import { templateError } from "../faults";
import { calledIn } from "./evaluate";
import { subParts, variablesIn } from "./functions/sub";
import { isList, isObject, type Json } from "./json";

/** A reference to a parameter or a resource in a value. */
export interface Reference {
  readonly kind: "Ref" | "GetAtt" | "Sub";
  readonly name: string;
  /** The attribute that a `Fn::GetAtt` or a `Fn::Sub` reads. */
  readonly attribute: string | undefined;
}

/** Whether a condition holds: then references are only searched in the branch that an `If` takes. */
export type TakesBranch = (condition: string) => boolean;

/** Every reference in a value, in the order of their occurrence. */
export function referencesIn(value: Json | undefined, taken?: TakesBranch): readonly Reference[] {
  if (isList(value)) return value.flatMap((one) => referencesIn(one, taken));
  if (!isObject(value)) return [];
  const call = calledIn(value);
  if (call === undefined) return Object.values(value).flatMap((one) => referencesIn(one, taken));
  const { name, argument } = call;
  if (name === "Ref")
    return typeof argument === "string" ? [{ kind: "Ref", name: argument, attribute: undefined }] : [];
  if (name === "Fn::GetAtt") return attributeReference(argument);
  if (name === "Fn::Sub")
    return [...subReferences(argument), ...referencesIn(isList(argument) ? argument[1] : undefined, taken)];
  return referencesIn(name === "Fn::If" && taken !== undefined ? branchOf(argument, taken) : argument, taken);
}

function branchOf(argument: Json, taken: TakesBranch): Json | undefined {
  const [condition, then, otherwise] = isList(argument) ? argument : [];
  if (typeof condition !== "string") return argument;
  return taken(condition) ? then : otherwise;
}

/** The conditions to which a value refers, in `If` and in `Condition`. */
export function conditionsIn(value: Json | undefined): readonly string[] {
  if (isList(value)) return value.flatMap(conditionsIn);
  if (!isObject(value)) return [];
  const call = calledIn(value);
  const named =
    call?.name === "Fn::If" && isList(call.argument) && typeof call.argument[0] === "string" ? [call.argument[0]] : [];
  const { Condition: condition } = value;
  const alone = typeof condition === "string" && Object.keys(value).length === 1 ? [condition] : [];
  return [...named, ...alone, ...Object.values(value).flatMap(conditionsIn)];
}

function attributeReference(argument: Json): readonly Reference[] {
  const [name, ...path] =
    typeof argument === "string"
      ? argument.split(/\.(.*)/s).filter((one) => one !== "")
      : isList(argument)
        ? argument
        : [];
  if (typeof name !== "string" || path.length === 0) {
    throw templateError(
      "every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
    );
  }
  const literal = path.every((one) => typeof one === "string");
  return [
    { kind: "GetAtt", name, attribute: literal ? path.join(".") : undefined },
    ...path.flatMap((one) => referencesIn(one)),
  ];
}

function subReferences(argument: Json): readonly Reference[] {
  const parts = subParts(argument);
  if (parts === undefined) return [];
  return variablesIn(parts.text)
    .filter((name) => !Object.hasOwn(parts.values, name))
    .map((name): Reference => {
      const dot = name.indexOf(".");
      return dot === -1
        ? { kind: "Sub", name, attribute: undefined }
        : { kind: "Sub", name: name.slice(0, dot), attribute: name.slice(dot + 1) };
    });
}
