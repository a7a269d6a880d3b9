import { invalidRequest, templateFormatError } from "../faults";
import { evaluate } from "./evaluate";
import { functions } from "./functions/index";
import { ruleFunctions } from "./functions/rule-functions";
import { holds } from "./holds";
import { isList, isObject, type Json, type JsonObject } from "./json";
import type { Scope } from "./scope";

/** What a template asks of its parameters before anything is made. */
export interface TemplateRule {
  readonly name: string;
  /** Without one, the rule always counts. */
  readonly condition: Json | undefined;
  readonly assertions: readonly { readonly assert: Json; readonly description: string | undefined }[];
}

const KNOWN = { ...functions, ...ruleFunctions };

/** @param section `Rules` of a template @throws AwsFault ValidationError naming what is wrong with its form */
export function readRules(section: JsonObject): readonly TemplateRule[] {
  return Object.entries(section).map(([name, rule]) => {
    if (!isObject(rule)) throw templateFormatError("Every Rules member must be an object.");
    const { RuleCondition: condition, Assertions: assertions } = rule;
    if (!isList(assertions) || assertions.length === 0)
      throw templateFormatError(`[/Rules/${name}] Every Rules object must contain Assertions.`);
    return { name, condition, assertions: assertions.map((one) => assertion(name, one)) };
  });
}

function assertion(name: string, value: Json): TemplateRule["assertions"][number] {
  if (!isObject(value) || value["Assert"] === undefined)
    throw templateFormatError(`[/Rules/${name}] Every assertion must contain an Assert member.`);
  const { Assert: assert, AssertDescription: description } = value;
  return { assert, description: typeof description === "string" ? description : undefined };
}

/**
 * Looks whether the parameters are as the template's rules want them.
 *
 * @param scope knows parameters, and no resources
 * @throws AwsFault ValidationError with the descriptions of what does not hold
 */
export function checkRules(rules: readonly TemplateRule[], scope: Scope): void {
  const isTrue = (value: Json): boolean => holds(value, scope, (one) => evaluate(one, scope, KNOWN));
  const broken = rules
    .filter(({ condition }) => condition === undefined || isTrue(condition))
    .flatMap(({ name, assertions }) =>
      assertions.filter(({ assert }) => !isTrue(assert)).map(({ description }) => description ?? `Rule ${name}`),
    );
  // AWS lists what did not hold; its exact words around the descriptions are not known to us.
  if (broken.length > 0) throw invalidRequest(`Template validation error: ${broken.join("; ")}`);
}
