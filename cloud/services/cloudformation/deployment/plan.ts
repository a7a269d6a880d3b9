import { templateError, templateFormatError } from "../faults";
import { dependenciesOf, type Dependencies } from "../template/dependencies";
import { evaluate } from "../template/evaluate";
import { holds } from "../template/holds";
import { memberOf, type Json } from "../template/json";
import { pseudoParameter, type StackPlace } from "../template/pseudo-parameters";
import type { Scope } from "../template/scope";
import { readTemplate, withPolicies, type Template, type TemplateResource } from "../template/template";
import type { Source } from "./stored";

/** Gives the values of `Ref`, `Fn::GetAtt` and `Fn::ImportValue` while a template is evaluated. */
export interface Resolver {
  ref(logicalId: string): Json;
  attribute(logicalId: string, name: string): Json;
  imported(name: string): Json;
}

/** A template with its parameters: the resources to create, and their dependencies. */
export interface Plan {
  readonly template: Template;
  /** The resources whose conditions hold, by logical id. */
  readonly targets: Readonly<Record<string, TemplateResource>>;
  readonly dependencies: Dependencies;
  scope(resolver: Resolver): Scope;
}

/** @throws AwsFault ValidationError if a condition cannot be evaluated */
export function planOf(source: Pick<Source, "template" | "parameters">, place: StackPlace): Plan {
  const template = readTemplate(source.template.value);
  const scope = scopeOf(template, source, place);
  const byConditions = scope(NO_RESOURCES);
  const targets = Object.fromEntries(
    Object.entries(template.resources)
      .filter(([, { condition }]) => condition === undefined || byConditions.condition(condition))
      .map(([name, declared]) => [name, withPolicies(name, declared, (value) => evaluate(value, byConditions))]),
  );
  return { template, targets, dependencies: dependenciesOf(targets, (name) => byConditions.condition(name)), scope };
}

function scopeOf(
  template: Template,
  { parameters }: Pick<Source, "parameters">,
  place: StackPlace,
): (resolver: Resolver) => Scope {
  const known = new Map<string, boolean>();
  const asked: string[] = [];
  return (resolver) => {
    const scope: Scope = {
      region: place.region,
      ref: (name) => pseudoParameter(name, place) ?? memberOf(parameters, name)?.value ?? resolver.ref(name),
      attribute: (resource, name) => resolver.attribute(resource, name),
      imported: (name) => resolver.imported(name),
      cell(map, row, column) {
        const rows = memberOf(template.mappings, map);
        const cells = rows === undefined ? undefined : memberOf(rows, row);
        return typeof cells === "object" && cells !== null && !Array.isArray(cells)
          ? memberOf(cells as Readonly<Record<string, Json>>, column)
          : undefined;
      },
      condition(name) {
        const found = known.get(name);
        if (found !== undefined) return found;
        if (asked.includes(name))
          throw templateError(
            `Found circular condition dependency between ${asked.slice(asked.indexOf(name)).join(" and ")}`,
          );
        const condition = memberOf(template.conditions, name);
        if (condition === undefined) throw templateError(`unresolved condition dependency ${name} in Fn::If`);
        asked.push(name);
        try {
          const result = holds(condition, scope, (one) => evaluate(one, scope));
          known.set(name, result);
          return result;
        } finally {
          asked.pop();
        }
      },
    };
    return scope;
  };
}

/** Conditions cannot refer to resources. */
export const NO_RESOURCES: Resolver = {
  ref: (name) => {
    throw templateFormatError(
      `Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
    );
  },
  attribute: (name) => {
    throw templateFormatError(
      `Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
    );
  },
  imported: () => {
    throw templateError("Cannot use Fn::ImportValue in Conditions.");
  },
};

/**
 * Evaluates a value with placeholders for everything that is only known after deployment, so that two plans can be
 * compared before.
 *
 * @param known values that are known already, such as the ids of other resources that will not change
 */
export function drafted(plan: Plan, value: Json, known: Partial<Resolver> = {}): Json {
  return evaluate(
    value,
    plan.scope({
      ref: known.ref ?? ((name) => `{${name}}`),
      attribute: known.attribute ?? ((name, attribute) => `{${name}.${attribute}}`),
      imported: known.imported ?? ((name) => `{import ${name}}`),
    }),
  );
}
