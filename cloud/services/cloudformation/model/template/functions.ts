import type { TemplateFunction } from "./scope";
import { and, equals, not, or } from "./conditions";
import { sub, cidr } from "./sub";
import { createTemplateError } from "../faults";
import { formatScalar, joinTexts } from "./text";
import { isList } from "../properties/json";

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
