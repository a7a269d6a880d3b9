import { createTemplateError, createTemplateFormatError } from "../faults";
import { findDependencies, type Dependencies } from "../template/dependencies";
import { evaluate } from "../template/evaluate";
import { getMember, type Json } from "../properties/json";
import { type Scope, getPseudoParameter, type StackIdentity } from "../template/scope";
import { readTemplate, evaluatePolicies, type Template, type TemplateResource } from "../template/template";
import type { Source } from "./stored";
import { evaluateCondition } from "../template/conditions";

/** Gives the values of `Ref`, `Fn::GetAtt` and `Fn::ImportValue` while a template is evaluated. */
export interface Resolver {
  ref(logicalId: string): Json;
  getAttribute(logicalId: string, name: string): Json;
  importValue(name: string): Json;
}

/** A template with its parameters: the resources to create, and their dependencies. */
export interface Plan {
  readonly template: Template;
  /** The resources whose conditions hold, by logical id. */
  readonly targets: Readonly<Record<string, TemplateResource>>;
  readonly dependencies: Dependencies;
  createScope(resolver: Resolver): Scope;
}

/** @throws AwsFault ValidationError if a condition cannot be evaluated */
export function createPlan(source: Pick<Source, "template" | "parameters">, identity: StackIdentity): Plan {
  const template = readTemplate(source.template.value);
  const scope = createScopeFactory(template, source, identity);
  const byConditions = scope(NO_RESOURCES);
  const targets = Object.fromEntries(
    Object.entries(template.resources)
      .filter(([, { condition }]) => condition === undefined || byConditions.isConditionMet(condition))
      .map(([name, declared]) => [name, evaluatePolicies(name, declared, (value) => evaluate(value, byConditions))]),
  );
  return {
    template,
    targets,
    dependencies: findDependencies(targets, (name) => byConditions.isConditionMet(name)),
    createScope: scope,
  };
}

function createScopeFactory(
  template: Template,
  { parameters }: Pick<Source, "parameters">,
  identity: StackIdentity,
): (resolver: Resolver) => Scope {
  const known = new Map<string, boolean>();
  const requested: string[] = [];
  return (resolver) => {
    const scope: Scope = {
      region: identity.region,
      ref: (name) => getPseudoParameter(name, identity) ?? getMember(parameters, name)?.value ?? resolver.ref(name),
      getAttribute: (resource, name) => resolver.getAttribute(resource, name),
      importValue: (name) => resolver.importValue(name),
      getCell(map, row, column) {
        const rows = getMember(template.mappings, map);
        const cells = rows === undefined ? undefined : getMember(rows, row);
        return typeof cells === "object" && cells !== null && !Array.isArray(cells)
          ? getMember(cells as Readonly<Record<string, Json>>, column)
          : undefined;
      },
      isConditionMet(name) {
        const found = known.get(name);
        if (found !== undefined) return found;
        if (requested.includes(name))
          throw createTemplateError(
            `Found circular condition dependency between ${requested.slice(requested.indexOf(name)).join(" and ")}`,
          );
        const condition = getMember(template.conditions, name);
        if (condition === undefined) throw createTemplateError(`unresolved condition dependency ${name} in Fn::If`);
        requested.push(name);
        try {
          const result = evaluateCondition(condition, scope, (item) => evaluate(item, scope));
          known.set(name, result);
          return result;
        } finally {
          requested.pop();
        }
      },
    };
    return scope;
  };
}

/** Conditions cannot refer to resources. */
export const NO_RESOURCES: Resolver = {
  ref: (name) => {
    throw createTemplateFormatError(
      `Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
    );
  },
  getAttribute: (name) => {
    throw createTemplateFormatError(
      `Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
    );
  },
  importValue: () => {
    throw createTemplateError("Cannot use Fn::ImportValue in Conditions.");
  },
};

/**
 * Evaluates a value with placeholders for everything that is only known after deployment, so that two plans can be
 * compared before.
 *
 * @param known values that are known already, such as the ids of other resources that will not change
 */
export function evaluateDraft(plan: Plan, value: Json, known: Partial<Resolver> = {}): Json {
  return evaluate(
    value,
    plan.createScope({
      ref: known.ref ?? ((name) => `{${name}}`),
      getAttribute: known.getAttribute ?? ((name, attribute) => `{${name}.${attribute}}`),
      importValue: known.importValue ?? ((name) => `{import ${name}}`),
    }),
  );
}
