import type { TemplateFunction, Evaluate, Scope } from "./scope";
import { and, equals, not, or } from "./conditions";
import { createTemplateError } from "../faults";
import { formatScalar, joinTexts } from "./text";
import { isList, isObject, getMember, type JsonObject } from "../properties/json";

/** `${Name}`, `${Resource.Attribute}`, `${AWS::Region}`; `${!Literal}` is written as `${Literal}`. */
const VARIABLE = /\$\{([^}]*)\}/g;
const NAME = /^[A-Za-z0-9_.:]+$/;

/** The variables of a text. No variable ends after the last brace, and each search for its end would read the rest of the text. */
const matchVariables = (text: string): IterableIterator<RegExpExecArray> =>
  text.slice(0, text.lastIndexOf("}") + 1).matchAll(VARIABLE);

/** The variables of a string, in their order. @throws AwsFault ValidationError if one isn't a valid name */
export function listVariables(text: string): readonly string[] {
  return [...matchVariables(text)]
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

const sub: TemplateFunction = (argument, scope, evaluate) => {
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
  for (const { 0: whole, 1: inside = "", index } of matchVariables(text)) {
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
const cidr: TemplateFunction = (argument, _scope, evaluate) => {
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

const select: TemplateFunction = (argument, _scope, evaluate) => {
  const [index, items, ...more] = isList(argument) ? argument.map(evaluate) : [];
  const written = formatScalar(index) ?? "";
  const at = Number(written);
  if (!/^-?\d+$/.test(written) || !isList(items) || more.length > 0) throw createWrongArgumentsError();
  const found = items[at];
  // A list that is in the template is known before any resource is created.
  if (found === undefined && isList(argument) && isList(argument[1])) throw createWrongArgumentsError();
  if (found === undefined)
    throw createTemplateError("Fn::Select cannot select nonexistent value at index " + String(at));
  if (found === null) throw createTemplateError("Fn::Select cannot select null values");
  return found;
};

const createWrongArgumentsError = (): Error =>
  createTemplateError("Fn::Select requires a list argument with two elements: an integer index and a list");

const getAtt: TemplateFunction = (argument, scope, evaluate) => {
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

const join: TemplateFunction = (argument, _scope, evaluate) => {
  const [delimiter, list, ...more] = isList(argument) ? argument : [];
  const items = list === undefined ? undefined : evaluate(list);
  if (typeof delimiter !== "string" || !isList(items) || more.length > 0) throw createWrongJoinError();
  const texts = items.map(formatScalar);
  if (!texts.every((text): text is string => text !== undefined)) throw createWrongJoinError();
  return joinTexts("Fn::Join", texts, delimiter);
};

const createWrongJoinError = (): Error =>
  createTemplateError(
    "every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.",
  );

const findInMap: TemplateFunction = (argument, scope, evaluate) => {
  const parts = isList(argument) ? argument.map((item) => formatScalar(evaluate(item))) : [];
  const [map, row, column, ...more] = parts;
  if (map === undefined || row === undefined || column === undefined || more.length > 0) {
    throw createTemplateError(
      "every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value",
    );
  }
  const found = scope.getCell(map, row, column);
  if (found === undefined) throw createTemplateError(`Unable to get mapping for ${map}::${row}::${column}`);
  return found;
};

/** The availability zones of a region in the lab cloud, as letters after its name. */
const ZONES = ["a", "b", "c"];

/**
 * `Fn::GetAZs`: the zones of a region; an empty name means the stack's own region.
 * @remarks On AWS a region has three to six.
 */
const getAzs: TemplateFunction = (argument, scope, evaluate) => {
  const named = formatScalar(evaluate(argument));
  if (named === undefined) throw createTemplateError("every Fn::GetAZs object must have a String-typed value.");
  return ZONES.map((zone) => `${named === "" ? scope.region : named}${zone}`);
};

const split: TemplateFunction = (argument, _scope, evaluate) => {
  const [delimiter, source, ...more] = isList(argument) ? argument : [];
  const text = source === undefined ? undefined : formatScalar(evaluate(source));
  if (typeof delimiter !== "string" || delimiter === "" || text === undefined || more.length > 0) {
    throw createTemplateError(
      "every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.",
    );
  }
  return text.split(delimiter);
};

/** `Fn::If`: only the branch that is taken is evaluated. */
const ifCondition: TemplateFunction = (argument, scope, evaluate) => {
  const [condition, then, otherwise, ...more] = isList(argument) ? argument : [];
  if (typeof condition !== "string" || then === undefined || otherwise === undefined || more.length > 0) {
    throw createTemplateError(
      "Fn::If requires a list argument with three elements: a condition name, a value if it holds and one if it does not",
    );
  }
  return evaluate(scope.isConditionMet(condition) ? then : otherwise);
};

const importValue: TemplateFunction = (argument, scope, evaluate) => {
  const name = formatScalar(evaluate(argument));
  if (name === undefined || name === "") throw createTemplateError("the attribute in Fn::ImportValue must be a string");
  return scope.importValue(name);
};

const base64: TemplateFunction = (argument, _scope, evaluate) => {
  const text = formatScalar(evaluate(argument));
  if (text === undefined) throw createTemplateError("every Fn::Base64 object must have a String-typed value.");
  return Buffer.from(text, "utf8").toString("base64");
};

const ref: TemplateFunction = (argument, scope) => {
  if (typeof argument !== "string" || argument === "")
    throw createTemplateError("every Ref object must have a single String value.");
  return scope.ref(argument);
};

/** Every function that templates can call. */
export const functions: Readonly<Record<string, TemplateFunction>> = {
  Ref: ref,
  "Fn::And": and,
  "Fn::Base64": base64,
  "Fn::Cidr": cidr,
  "Fn::Equals": equals,
  "Fn::FindInMap": findInMap,
  "Fn::GetAtt": getAtt,
  "Fn::GetAZs": getAzs,
  "Fn::If": ifCondition,
  "Fn::ImportValue": importValue,
  "Fn::Join": join,
  "Fn::Not": not,
  "Fn::Or": or,
  "Fn::Select": select,
  "Fn::Split": split,
  "Fn::Sub": sub,
};
