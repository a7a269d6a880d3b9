import { createCircularDependencyFault, createTemplateError } from "../faults";
import type { DeclaredResource } from "./template";
import { findCall } from "./evaluate";
import { parseSub, listVariables } from "./functions";
import { isList, isObject, type Json } from "../properties/json";

/** A reference to a parameter or a resource in a value. */
export interface Reference {
  readonly kind: "Ref" | "GetAtt" | "Sub";
  readonly name: string;
  /** The attribute that a `Fn::GetAtt` or a `Fn::Sub` reads. */
  readonly attribute: string | undefined;
}

/** Whether a condition holds: then references are only searched in the branch that an `If` takes. */
type BranchTest = (condition: string) => boolean;

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

/** The conditions that a value refers to, in `If` and in `Condition`. */
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

/** The part of a resource that determines its dependencies. */
type Dependent = Pick<DeclaredResource, "properties" | "metadata" | "dependsOn">;

/** For each resource, the resources that must be created before it. */
export type Dependencies = Readonly<Record<string, readonly string[]>>;

/**
 * The dependencies of each resource: the resources that its properties and metadata refer to, and those in its
 * DependsOn.
 *
 * @param taken which branch an `If` takes; without it, both branches count
 */
export function findDependencies(resources: Readonly<Record<string, Dependent>>, taken?: BranchTest): Dependencies {
  return Object.fromEntries(
    Object.entries(resources).map(([name, item]) => [
      name,
      listNeeded(item, taken).filter((second) => Object.hasOwn(resources, second)),
    ]),
  );
}

const listNeeded = (
  { properties, metadata, dependsOn }: Dependent,
  taken: BranchTest | undefined,
): readonly string[] => [
  ...new Set([
    ...dependsOn,
    ...[properties, metadata].flatMap((value) => listReferences(value, taken)).map(({ name }) => name),
  ]),
];

/**
 * The resources in an order in which each one follows its dependencies.
 *
 * @throws AwsFault ValidationError that names the resources of a circular dependency
 */
export function sortByDependencies(dependencies: Dependencies): readonly string[] {
  const ordered = new Set<string>();
  let left = Object.keys(dependencies);
  while (left.length > 0) {
    const ready = left.filter((name) => (dependencies[name] ?? []).every((other) => ordered.has(other)));
    if (ready.length === 0) throw createCircularDependencyFault(findCircles(left, dependencies));
    for (const name of ready) ordered.add(name);
    left = left.filter((name) => !ordered.has(name));
  }
  return [...ordered];
}

/** The resources of the circular dependencies: leaves out resources that nothing else in `left` depends on. */
function findCircles(left: readonly string[], dependencies: Dependencies): readonly string[] {
  const needed = new Set(left.flatMap((name) => dependencies[name] ?? []));
  const waitedFor = left.filter((name) => needed.has(name));
  return waitedFor.length === left.length ? left : findCircles(waitedFor, dependencies);
}
