import { createInvalidRequestFault, createTemplateFormatError } from "../faults";
import { evaluate } from "./evaluate";
import { functions } from "./functions";
import { ruleFunctions } from "./rule-functions";
import { isList, isObject, type Json, type JsonObject } from "../properties/json";
import type { Scope } from "./scope";
import { evaluateCondition } from "./conditions";

/** A rule of a template: assertions about its parameters, checked before a deployment. */
export interface TemplateRule {
  readonly name: string;
  /** Without a condition the rule always applies. */
  readonly condition: Json | undefined;
  readonly assertions: readonly { readonly assert: Json; readonly description: string | undefined }[];
}

const KNOWN = { ...functions, ...ruleFunctions };

/** @param section `Rules` of a template @throws AwsFault ValidationError that names the mistake in its form */
export function readRules(section: JsonObject): readonly TemplateRule[] {
  return Object.entries(section).map(([name, rule]) => {
    if (!isObject(rule)) throw createTemplateFormatError("Every Rules member must be an object.");
    const { RuleCondition: condition, Assertions: assertions } = rule;
    if (!isList(assertions) || assertions.length === 0)
      throw createTemplateFormatError(`[/Rules/${name}] Every Rules object must contain Assertions.`);
    return { name, condition, assertions: assertions.map((assertion) => parseAssertion(name, assertion)) };
  });
}

function parseAssertion(name: string, value: Json): TemplateRule["assertions"][number] {
  if (!isObject(value) || value["Assert"] === undefined)
    throw createTemplateFormatError(`[/Rules/${name}] Every assertion must contain an Assert member.`);
  const { Assert: assert, AssertDescription: description } = value;
  return { assert, description: typeof description === "string" ? description : undefined };
}

/**
 * Checks the parameters by the template's rules.
 *
 * @param scope gives the values of parameters, but none of resources
 * @throws AwsFault ValidationError with the descriptions of the assertions that fail
 */
export function checkRules(rules: readonly TemplateRule[], scope: Scope): void {
  const isTrue = (value: Json): boolean => evaluateCondition(value, scope, (item) => evaluate(item, scope, KNOWN));
  const broken = rules
    .filter(({ condition }) => condition === undefined || isTrue(condition))
    .flatMap(({ name, assertions }) =>
      assertions.filter(({ assert }) => !isTrue(assert)).map(({ description }) => description ?? `Rule ${name}`),
    );
  // AWS lists the assertions that failed; the exact words of its message around their descriptions are not known.
  if (broken.length > 0) throw createInvalidRequestFault(`Template validation error: ${broken.join("; ")}`);
}
