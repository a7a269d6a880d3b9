import { createFunctionNotEmulatedFault, createInvalidRequestFault, createTemplateFormatError } from "../faults";
import { isList, isObject, getMember, type Json, type JsonObject } from "../properties/json";
import { readRules, type TemplateRule } from "./rules";
import { NO_VALUE } from "./scope";

/** What happens to a resource that leaves its stack. */
export type RetentionPolicy = "Delete" | "Retain" | "RetainExceptOnCreate";

/** A resource as the template declares it, with its functions not yet evaluated. */
export interface DeclaredResource {
  readonly type: string;
  readonly properties: JsonObject;
  readonly dependsOn: readonly string[];
  readonly condition: string | undefined;
  /** `DeletionPolicy` and `UpdateReplacePolicy`: texts, or functions of parameters and conditions. */
  readonly policies: readonly [deletion: Json | undefined, updateReplace: Json | undefined];
  readonly metadata: Json | undefined;
}

/** A resource whose policies are evaluated. */
export interface TemplateResource extends Omit<DeclaredResource, "policies"> {
  readonly deletionPolicy: RetentionPolicy;
  readonly updateReplacePolicy: RetentionPolicy;
}

interface TemplateOutput {
  readonly value: Json;
  readonly description: string | undefined;
  readonly exportName: Json | undefined;
  readonly condition: string | undefined;
}

/** A template whose form is valid. The existence of what it refers to is checked by check-template. */
export interface Template {
  readonly version: string | undefined;
  readonly description: string | undefined;
  readonly metadata: Json | undefined;
  /** The declarations, which parameters.ts parses. */
  readonly parameters: Readonly<Record<string, JsonObject>>;
  readonly rules: readonly TemplateRule[];
  readonly mappings: Readonly<Record<string, JsonObject>>;
  readonly conditions: Readonly<Record<string, Json>>;
  readonly resources: Readonly<Record<string, DeclaredResource>>;
  readonly outputs: Readonly<Record<string, TemplateOutput>>;
  /** The macros that the template names; the lab cloud supports AWS::LanguageExtensions, and SAM's where it has nothing to do. */
  readonly transforms: readonly string[];
}

/** A macro of AWS's that allows functions in policies; its other functions are refused by name. */
export const LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions";

const SECTIONS = [
  "AWSTemplateFormatVersion",
  "Description",
  "Metadata",
  "Parameters",
  "Rules",
  "Mappings",
  "Conditions",
  "Transform",
  "Resources",
  "Outputs",
  "Hooks",
];
const RESOURCE_KEYS = [
  "Type",
  "Properties",
  "DependsOn",
  "Condition",
  "DeletionPolicy",
  "UpdateReplacePolicy",
  "Metadata",
  "CreationPolicy",
  "UpdatePolicy",
];
const NAME = /^[a-zA-Z0-9]+$/;

/**
 * Reads a template's sections.
 *
 * @throws AwsFault ValidationError that names the mistake in its form
 */
export function readTemplate(value: Json): Template {
  if (!isObject(value)) throw createTemplateFormatError("unsupported structure.");
  const unknown = Object.keys(value).filter((key) => !SECTIONS.includes(key));
  if (unknown.length > 0)
    throw createInvalidRequestFault(`Invalid template property or properties [${unknown.join(", ")}]`);
  const version = value["AWSTemplateFormatVersion"];
  if (version !== undefined && version !== "2010-09-09")
    throw createTemplateFormatError("unsupported value for AWSTemplateFormatVersion.");
  const resources = getSection(value, "Resources");
  if (Object.keys(resources).length === 0)
    throw createTemplateFormatError("At least one Resources member must be defined.");
  const { Transform: transform, Description: description } = value;
  if (description !== undefined && typeof description !== "string")
    throw createTemplateFormatError("every Description member must be a string.");
  if (value["Hooks"] !== undefined)
    throw createInvalidRequestFault("The lab cloud does not emulate the section Hooks of a template. Leave it out.");
  const transforms = (transform === undefined ? [] : isList(transform) ? transform : [transform]).map((item) =>
    isObject(item) ? String(item["Name"]) : String(item),
  );
  return {
    version,
    description,
    metadata: value["Metadata"],
    parameters: getObjects(value, "Parameters"),
    rules: readRules(getSection(value, "Rules")),
    mappings: parseMappings(value),
    conditions: getSection(value, "Conditions"),
    resources: Object.fromEntries(Object.entries(resources).map(([name, item]) => [name, parseResource(name, item)])),
    outputs: Object.fromEntries(
      Object.entries(getSection(value, "Outputs")).map(([name, item]) => [name, parseOutput(name, item)]),
    ),
    transforms,
  };
}

function getSection(template: JsonObject, name: string): JsonObject {
  const found = getMember(template, name);
  if (found === undefined) return {};
  if (!isObject(found))
    throw createTemplateFormatError(`${name === "Resources" ? "Any Resources member" : name} must be an object.`);
  return found;
}

/** A section whose members are all objects. */
function getObjects(template: JsonObject, name: string): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(
    Object.entries(getSection(template, name)).map(([key, item]) => {
      if (!NAME.test(key)) throw createTemplateFormatError(`Parameter name ${key} is non alphanumeric.`);
      if (!isObject(item)) throw createTemplateFormatError(`Every ${name} member must be an object.`);
      return [key, item];
    }),
  );
}

function parseMappings(template: JsonObject): Template["mappings"] {
  return Object.fromEntries(
    Object.entries(getSection(template, "Mappings")).map(([name, map]) => {
      if (!isObject(map)) throw createTemplateFormatError(`Every Mappings member ${name} must be a map`);
      for (const [key, row] of Object.entries(map)) {
        if (!isObject(row)) throw createTemplateFormatError(`Every Mappings member ${key} must be a map`);
        if (Object.values(row).some((cell) => isObject(cell)))
          throw createTemplateFormatError("Every Mappings attribute must be a String or a List.");
      }
      return [name, map];
    }),
  );
}

/** @throws AwsFault NotImplemented for a resource that is, or has among its properties, what a macro returns */
function checkNoTransform(value: JsonObject): void {
  const { Properties: properties = {} } = value;
  if ([value, properties].some((object) => isObject(object) && "Fn::Transform" in object))
    throw createFunctionNotEmulatedFault("Fn::Transform");
}

function parseResource(name: string, value: Json): DeclaredResource {
  if (name.startsWith("Fn::ForEach::")) throw createFunctionNotEmulatedFault("Fn::ForEach");
  if (!NAME.test(name)) throw createTemplateFormatError(`Resource name ${name} is non alphanumeric.`);
  if (!isObject(value)) throw createTemplateFormatError("Any Resources member must be an object.");
  checkNoTransform(value);
  const { Type: type, Properties: properties = {}, Condition: condition, DependsOn: dependsOn = [] } = value;
  if (typeof type !== "string")
    throw createTemplateFormatError(`[/Resources/${name}] Every Resources object must contain a Type member.`);
  checkResourceKeys(name, value);
  if (!isObject(properties))
    throw createTemplateFormatError(`[/Resources/${name}/Properties] Properties must be an object.`);
  if (condition !== undefined && typeof condition !== "string")
    throw createTemplateFormatError(`[/Resources/${name}] Condition must be a string.`);
  const after = isList(dependsOn) ? dependsOn : [dependsOn];
  if (!after.every((item): item is string => typeof item === "string"))
    throw createTemplateFormatError(`[/Resources/${name}/DependsOn] DependsOn must be a string or a list of strings.`);
  return {
    type,
    properties,
    condition,
    dependsOn: after,
    policies: parsePolicies(name, value),
    metadata: value["Metadata"],
  };
}

function checkResourceKeys(name: string, value: JsonObject): void {
  const unknown = Object.keys(value).find((key) => !RESOURCE_KEYS.includes(key));
  if (unknown !== undefined) throw createInvalidRequestFault(`Invalid template resource property '${unknown}'`);
  for (const key of ["CreationPolicy", "UpdatePolicy"]) {
    if (value[key] !== undefined)
      throw createInvalidRequestFault(`[/Resources/${name}] The lab cloud does not emulate ${key}. Leave it out.`);
  }
}

/** @throws AwsFault ValidationError */
function parsePolicies(name: string, value: JsonObject): DeclaredResource["policies"] {
  for (const key of ["DeletionPolicy", "UpdateReplacePolicy"]) {
    const policy = value[key];
    if (typeof policy === "string" || policy === undefined) keepPolicy(policy, { name, key });
  }
  return [value["DeletionPolicy"], value["UpdateReplacePolicy"]];
}

/** A resource with its policies evaluated. @param evaluate for functions of parameters and conditions @throws AwsFault ValidationError */
export function evaluatePolicies(
  name: string,
  { policies: [deletion, updateReplace], ...declared }: DeclaredResource,
  evaluate: (value: Json) => Json,
): TemplateResource {
  const parsePolicy = (key: string, value: Json | undefined): RetentionPolicy => {
    const evaluated = value === undefined ? undefined : evaluate(value);
    return keepPolicy(evaluated === NO_VALUE ? undefined : evaluated, { name, key });
  };
  return {
    ...declared,
    deletionPolicy: parsePolicy("DeletionPolicy", deletion),
    updateReplacePolicy: parsePolicy("UpdateReplacePolicy", updateReplace),
  };
}

function keepPolicy(
  value: Json | undefined,
  { name, key }: { readonly name: string; readonly key: string },
): RetentionPolicy {
  if (value === undefined) return "Delete";
  if (value === "Delete" || value === "Retain" || (value === "RetainExceptOnCreate" && key === "DeletionPolicy"))
    return value;
  // Snapshot is refused, as AWS can snapshot none of the resource types that the lab cloud supports.
  throw createTemplateFormatError(`Unrecognized ${key} ${JSON.stringify(value)} for ${name}`);
}

function parseOutput(name: string, value: Json): TemplateOutput {
  if (!isObject(value)) throw createTemplateFormatError(`Every Outputs member must be an object.`);
  const { Value: result, Description: description, Export: exported, Condition: condition } = value;
  if (result === undefined) throw createTemplateFormatError("Every Outputs member must contain a Value object");
  if (description !== undefined && typeof description !== "string")
    throw createTemplateFormatError("every Description member must be a string.");
  if (condition !== undefined && typeof condition !== "string")
    throw createTemplateFormatError(`[/Outputs/${name}] Condition must be a string.`);
  if (exported !== undefined && (!isObject(exported) || exported["Name"] === undefined))
    throw createTemplateFormatError(`[/Outputs/${name}/Export] Export must have a Name.`);
  return { value: result, description, condition, exportName: isObject(exported) ? exported["Name"] : undefined };
}
