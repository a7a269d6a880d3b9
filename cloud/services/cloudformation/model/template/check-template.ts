import {
  createInvalidRequestFault,
  createTemplateError,
  createTemplateFormatError,
  createTypesNotEmulatedFault,
  createUnrecognizedTypesFault,
  createUnresolvedDependenciesFault,
  createUnresolvedInOutputsFault,
} from "../faults";
import { isRealType } from "./real-types";
import type { ResourceType, ResourceTypes } from "../resource-type";
import { LANGUAGE_EXTENSIONS, type Template } from "./template";
import { isPseudo } from "./scope";
import { listConditions, listReferences, type Reference } from "./dependencies";

const MAX_RESOURCES = 500;
const SERVERLESS = "AWS::Serverless-2016-10-31";

/**
 * Checks that everything a template refers to exists: types, conditions, parameters, resources and their
 * attributes.
 *
 * @throws AwsFault ValidationError that names the mistake
 */
export function checkTemplate(template: Template, types: ResourceTypes): void {
  const { resources, conditions, outputs } = template;
  checkMacros(template);
  const count = Object.keys(resources).length;
  if (count > MAX_RESOURCES)
    throw createTemplateFormatError(`Number of resources, ${count}, is greater than maximum allowed, ${MAX_RESOURCES}`);
  const misspelled = listUnknownTypes(resources, types).filter((type) => !isRealType(type));
  if (misspelled.length > 0) throw createUnrecognizedTypesFault(misspelled);
  checkConditions(template);
  for (const [block, values] of [
    ["Conditions", Object.values(conditions)],
    ["Resources", Object.values(resources).flatMap(({ properties, metadata = null }) => [properties, metadata])],
    [
      "Outputs",
      Object.values(outputs).map((templateOutput) => [templateOutput.value, templateOutput.exportName ?? null]),
    ],
  ] as const) {
    checkReferences(template, { block, references: values.flatMap((value) => listReferences(value)), types });
  }
  const waited = Object.values(resources)
    .flatMap(({ dependsOn }) => dependsOn)
    .filter((name) => !Object.hasOwn(resources, name));
  if (waited.length > 0) throw createUnresolvedDependenciesFault([...new Set(waited)], "Resources");
}

/**
 * SAM's macro replaces only SAM's own types and `Globals`, which other templates don't have: it leaves these as they are.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-serverless.html
 */
function checkMacros({ resources, transforms }: Template): void {
  const isServerless = Object.values(resources).some(({ type }) => type.startsWith("AWS::Serverless::"));
  const macros = transforms.filter((name) => name !== LANGUAGE_EXTENSIONS && (name !== SERVERLESS || isServerless));
  if (macros.length > 0)
    throw createInvalidRequestFault(
      `The lab cloud runs no macros, so it cannot transform a template by [${macros.join(", ")}].`,
    );
}

/** Checks that the lab cloud supports all resources that the plan creates. @param targets the resources whose conditions hold @throws AwsFault NotImplemented */
export function checkEmulated(
  targets: Readonly<Record<string, { readonly type: string }>>,
  types: ResourceTypes,
): void {
  const unknown = listUnknownTypes(targets, types);
  if (unknown.length > 0) throw createTypesNotEmulatedFault(unknown);
}

const listUnknownTypes = (
  resources: Readonly<Record<string, { readonly type: string }>>,
  types: ResourceTypes,
): readonly string[] =>
  [...new Set(Object.values(resources).map(({ type }) => type))].filter((type) => types.get(type) === undefined);

function checkConditions({ conditions, resources, outputs }: Template): void {
  const used = [
    ...Object.values(resources).flatMap(({ condition, properties, metadata, policies }) => [
      ...(condition === undefined ? [] : [condition]),
      ...[properties, metadata].flatMap(listConditions),
      ...policies.flatMap(listConditions),
    ]),
    ...Object.values(outputs).flatMap(({ condition, value }) => [
      ...(condition === undefined ? [] : [condition]),
      ...listConditions(value),
    ]),
    ...Object.values(conditions).flatMap(listConditions),
  ];
  const missing = used.find((name) => !Object.hasOwn(conditions, name));
  if (missing !== undefined) throw createTemplateError(`unresolved condition dependency ${missing} in Fn::If`);
}

const hasAttribute = ({ attributes, attributesAreOpen = false }: ResourceType, requested: string): boolean =>
  attributesAreOpen || attributes.includes(requested);

interface TemplateReferences {
  readonly block: "Conditions" | "Resources" | "Outputs";
  readonly references: readonly Reference[];
  readonly types: ResourceTypes;
}

function checkReferences({ parameters, resources }: Template, { block, references, types }: TemplateReferences): void {
  const isThere = ({ kind, name, attribute }: Reference): boolean =>
    Object.hasOwn(resources, name) ||
    (kind !== "GetAtt" && attribute === undefined && (Object.hasOwn(parameters, name) || isPseudo(name)));
  const missing = references.filter((reference) => !isThere(reference));
  const [attribute] = missing.filter(({ kind }) => kind === "GetAtt");
  if (attribute !== undefined)
    throw createTemplateError(`instance of Fn::GetAtt references undefined resource ${attribute.name}`);
  if (missing.length > 0) {
    const names = [...new Set(missing.map(({ name }) => name))];
    throw block === "Outputs" ? createUnresolvedInOutputsFault(names) : createUnresolvedDependenciesFault(names, block);
  }
  for (const { name, attribute: requested } of references) {
    const type = types.get(resources[name]?.type ?? "");
    if (requested !== undefined && type !== undefined && !hasAttribute(type, requested)) {
      throw createTemplateError(`resource ${name} does not support attribute type ${requested} in Fn::GetAtt`);
    }
  }
}
