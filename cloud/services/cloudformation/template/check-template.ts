import {
  invalidRequest,
  templateError,
  templateFormatError,
  typesNotEmulated,
  unrecognizedTypes,
  unresolvedDependencies,
  unresolvedInOutputs,
} from "../faults";
import { isRealType } from "./real-types";
import type { ResourceType, ResourceTypes } from "../resource-type";
import { isPseudo } from "./pseudo-parameters";
import { conditionsIn, referencesIn, type Reference } from "./references";
import { LANGUAGE_EXTENSIONS, type Template } from "./template";

const MOST_RESOURCES = 500;

/**
 * Checks that everything to which a template refers exists: types, conditions, parameters, resources and their
 * attributes.
 *
 * @throws AwsFault ValidationError that names the mistake
 */
export function checkTemplate(template: Template, types: ResourceTypes): void {
  const { resources, conditions, outputs, transforms } = template;
  const macros = transforms.filter((name) => name !== LANGUAGE_EXTENSIONS);
  if (macros.length > 0)
    throw invalidRequest(`The lab cloud runs no macros, so it cannot transform a template by [${macros.join(", ")}].`);
  const count = Object.keys(resources).length;
  if (count > MOST_RESOURCES)
    throw templateFormatError(`Number of resources, ${count}, is greater than maximum allowed, ${MOST_RESOURCES}`);
  const misspelt = unknownTypes(resources, types).filter((type) => !isRealType(type));
  if (misspelt.length > 0) throw unrecognizedTypes(misspelt);
  checkConditions(template);
  for (const [block, values] of [
    ["Conditions", Object.values(conditions)],
    ["Resources", Object.values(resources).map((one) => one.properties)],
    ["Outputs", Object.values(outputs).map((one) => [one.value, one.exportName ?? null])],
  ] as const) {
    checkReferences(template, { block, references: values.flatMap((one) => referencesIn(one)), types });
  }
  const waited = Object.values(resources)
    .flatMap(({ dependsOn }) => dependsOn)
    .filter((name) => !Object.hasOwn(resources, name));
  if (waited.length > 0) throw unresolvedDependencies([...new Set(waited)], "Resources");
}

/** Checks that the lab cloud supports all resources that are to be created. @param targets the resources whose conditions hold @throws AwsFault NotImplemented */
export function checkEmulated(
  targets: Readonly<Record<string, { readonly type: string }>>,
  types: ResourceTypes,
): void {
  const unknown = unknownTypes(targets, types);
  if (unknown.length > 0) throw typesNotEmulated(unknown);
}

const unknownTypes = (
  resources: Readonly<Record<string, { readonly type: string }>>,
  types: ResourceTypes,
): readonly string[] =>
  [...new Set(Object.values(resources).map(({ type }) => type))].filter((type) => types.get(type) === undefined);

function checkConditions({ conditions, resources, outputs }: Template): void {
  const used = [
    ...Object.values(resources).flatMap(({ condition, properties, policies }) => [
      ...(condition === undefined ? [] : [condition]),
      ...conditionsIn(properties),
      ...policies.flatMap(conditionsIn),
    ]),
    ...Object.values(outputs).flatMap(({ condition, value }) => [
      ...(condition === undefined ? [] : [condition]),
      ...conditionsIn(value),
    ]),
    ...Object.values(conditions).flatMap(conditionsIn),
  ];
  const missing = used.find((name) => !Object.hasOwn(conditions, name));
  if (missing !== undefined) throw templateError(`unresolved condition dependency ${missing} in Fn::If`);
}

const knowsAttribute = ({ attributes, attributesAreOpen = false }: ResourceType, asked: string): boolean =>
  attributesAreOpen || attributes.includes(asked);

interface Found {
  readonly block: "Conditions" | "Resources" | "Outputs";
  readonly references: readonly Reference[];
  readonly types: ResourceTypes;
}

function checkReferences({ parameters, resources }: Template, { block, references, types }: Found): void {
  const isThere = ({ kind, name, attribute }: Reference): boolean =>
    Object.hasOwn(resources, name) ||
    (kind !== "GetAtt" && attribute === undefined && (Object.hasOwn(parameters, name) || isPseudo(name)));
  const missing = references.filter((one) => !isThere(one));
  const [attribute] = missing.filter(({ kind }) => kind === "GetAtt");
  if (attribute !== undefined)
    throw templateError(`instance of Fn::GetAtt references undefined resource ${attribute.name}`);
  if (missing.length > 0) {
    const names = [...new Set(missing.map(({ name }) => name))];
    throw block === "Outputs" ? unresolvedInOutputs(names) : unresolvedDependencies(names, block);
  }
  for (const { name, attribute: asked } of references) {
    const type = types.get(resources[name]?.type ?? "");
    if (asked !== undefined && type !== undefined && !knowsAttribute(type, asked)) {
      throw templateError(`resource ${name} does not support attribute type ${asked} in Fn::GetAtt`);
    }
  }
}
