import { createTemplateError } from "../faults";
import { isList, isObject, getMember, type JsonObject } from "../properties/json";
import type { Evaluate, Scope, TemplateFunction } from "./scope";
import { joinTexts, formatScalar } from "./text";

/** `${Name}`, `${Resource.Attribute}`, `${AWS::Region}`; `${!Literal}` is written as `${Literal}`. */
const VARIABLE = /\$\{([^}]*)\}/g;
const NAME = /^[A-Za-z0-9_.:]+$/;

/** The variables of a text, in their order. @throws AwsFault ValidationError if one is no valid name */
export function listVariables(text: string): readonly string[] {
  return [...text.matchAll(VARIABLE)]
    .map(([, name = ""]) => name.trim())
    .filter((name) => !name.startsWith("!"))
    .map((name) => {
      if (!NAME.test(name))
        throw createTemplateError(
          "variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons",
        );
      return name;
    });
}

/** The text and the values of a `Fn::Sub`, in its short or long form; undefined if the argument is wrong. */
export function parseSub(
  argument: unknown,
): { readonly text: string; readonly values: Readonly<Record<string, unknown>> } | undefined {
  if (typeof argument === "string") return { text: argument, values: {} };
  if (!Array.isArray(argument) || argument.length !== 2) return undefined;
  const [text, values]: readonly unknown[] = argument;
  if (typeof text !== "string" || typeof values !== "object" || values === null || Array.isArray(values))
    return undefined;
  return { text, values: { ...values } };
}

export const sub: TemplateFunction = (argument, scope, evaluate) => {
  const [text, given] = isList(argument) && argument.length === 2 ? argument : [argument, {}];
  if (typeof text !== "string" || !isObject(given)) {
    throw createTemplateError(
      "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    );
  }
  const values = new Map<string, string>();
  for (const name of listVariables(text))
    if (!values.has(name)) values.set(name, resolveValue(name, { given, scope, evaluate }));
  const texts: string[] = [];
  let end = 0;
  for (const { 0: whole, 1: inside = "", index } of text.matchAll(VARIABLE)) {
    const name = inside.trim();
    texts.push(text.slice(end, index), name.startsWith("!") ? `\${${name.slice(1)}}` : (values.get(name) ?? ""));
    end = index + whole.length;
  }
  return joinTexts("Fn::Sub", [...texts, text.slice(end)]);
};

interface Variables {
  /** The function's own variables. */
  readonly given: JsonObject;
  readonly scope: Scope;
  readonly evaluate: Evaluate;
}

/** The text of a variable: each is evaluated once, however often the text has it. */
function resolveValue(name: string, { given, scope, evaluate }: Variables): string {
  const own = getMember(given, name);
  const dot = name.indexOf(".");
  const value =
    own !== undefined
      ? evaluate(own)
      : dot === -1
        ? scope.ref(name)
        : scope.getAttribute(name.slice(0, dot), name.slice(dot + 1));
  const written = formatScalar(value);
  if (written === undefined) throw createTemplateError(`the variable ${name} in Fn::Sub must be a string`);
  return written;
}
