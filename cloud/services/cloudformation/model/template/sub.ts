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
  const [text, variables] = isList(argument) && argument.length === 2 ? argument : [argument, {}];
  if (typeof text !== "string" || !isObject(variables)) {
    throw createTemplateError(
      "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    );
  }
  const values = new Map<string, string>();
  for (const name of listVariables(text))
    if (!values.has(name)) values.set(name, resolveValue(name, { substitutions: variables, scope, evaluate }));
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
  readonly substitutions: JsonObject;
  readonly scope: Scope;
  readonly evaluate: Evaluate;
}

/** The text of a variable: each is evaluated once, however often the text has it. */
function resolveValue(name: string, { substitutions: variables, scope, evaluate }: Variables): string {
  const override = getMember(variables, name);
  const dot = name.indexOf(".");
  const value =
    override !== undefined
      ? evaluate(override)
      : dot === -1
        ? scope.ref(name)
        : scope.getAttribute(name.slice(0, dot), name.slice(dot + 1));
  const written = formatScalar(value);
  if (written === undefined) throw createTemplateError(`the variable ${name} in Fn::Sub must be a string`);
  return written;
}

const BITS = 32;
const MAX = 256;

/**
 * `Fn::Cidr`: IPv4 address blocks within a larger one. The argument is `[block, count, bits of each]`; 8 bits unless
 * given.
 */
export const cidr: TemplateFunction = (argument, _scope, evaluate) => {
  const [block = "", count = "", bits = "8"] = (isList(argument) ? argument : []).map(
    (item) => formatScalar(evaluate(item)) ?? "",
  );
  const { first, prefix } = parseBlock(block);
  const desired = Number(count);
  if (!Number.isInteger(desired) || desired < 1 || desired > MAX) throw createWrongCidrError();
  if (!/^\d+$/.test(bits) || Number(bits) > BITS) throw createWrongCidrError();
  const size = 2 ** Number(bits);
  if (desired * size > 2 ** (BITS - prefix))
    throw createTemplateError(`Unable to generate ${desired} subnets of ${bits} bits from ${block}`);
  return Array.from(
    { length: desired },
    (_none, index) => `${formatAddress(first + index * size)}/${BITS - Number(bits)}`,
  );
};

function parseBlock(block: string): { readonly first: number; readonly prefix: number } {
  const [, address = "", prefix = ""] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(block) ?? [];
  const octets = address.split(".").map(Number);
  if (octets.length !== 4 || octets.some((item) => item > 255) || Number(prefix) > BITS) throw createWrongCidrError();
  return { first: octets.reduce((sum, item) => sum * 256 + item, 0), prefix: Number(prefix) };
}

const formatAddress = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");

const createWrongCidrError = (): Error =>
  createTemplateError(
    "every Fn::Cidr object requires two parameters, (1) a string IP address block and (2) the number of subnets to create, an integer from 1 to 256",
  );
