import { AwsFault } from "../../../core/faults";
import type { Lab } from "../../lab";
import { insufficientCapabilities, invalidRequest } from "../faults";
import { drafted, NO_RESOURCES, planOf, type Plan } from "../deployment/plan";
import type { Source, StoredStack, StoredTemplate, Tag } from "../deployment/stored";
import { checkEmulated, checkTemplate } from "../template/check-template";
import { checkValues } from "../template/check-values";
import { inOrder } from "../template/dependencies";
import { declaredParameters, parameterValues } from "../template/parameters";
import type { StackPlace } from "../template/pseudo-parameters";
import { checkRules } from "../template/rules";
import { parseTemplate } from "../template/parse-template";
import { readTemplate } from "../template/template";
import { neededCapabilities } from "./capabilities";
import { textAt } from "./template-url";

/** What requests say a stack is to be made of. */
export interface SourceRequest {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
  readonly UsePreviousTemplate?: boolean | undefined;
  readonly Parameters?:
    | readonly {
        readonly ParameterKey?: string | undefined;
        readonly ParameterValue?: string | undefined;
        readonly UsePreviousValue?: boolean | undefined;
      }[]
    | undefined;
  readonly Capabilities?: readonly string[] | undefined;
  readonly Tags?: readonly Partial<Tag>[] | undefined;
}

/**
 * The template of a request, read.
 *
 * @param before what `UsePreviousTemplate` means
 * @throws AwsFault ValidationError if there is none, or two, or it is not well-formed
 */
export async function templateOf(lab: Lab, request: SourceRequest, before?: Source): Promise<StoredTemplate> {
  const { TemplateBody: body, TemplateURL: url, UsePreviousTemplate: usesPrevious } = request;
  if (usesPrevious && before !== undefined && body === undefined && url === undefined) return before.template;
  if ((body === undefined) === (url === undefined))
    throw invalidRequest("Either Template URL or Template Body must be specified.");
  const text = body ?? (await textAt(lab, url ?? ""));
  const value = await parseTemplate(text);
  checkValues(value);
  return { text, value };
}

/** What a request asks for, checked as far as it can be before anything is made. */
export interface Prepared {
  readonly source: Source;
  readonly plan: Plan;
}

/**
 * Checks everything that AWS checks before a stack's first event.
 *
 * @param stack what it is about; its former source is what an update builds upon
 * @throws AwsFault ValidationError or InsufficientCapabilitiesException
 */
export async function prepared(
  lab: Lab,
  request: SourceRequest,
  { place, before }: { readonly place: StackPlace; readonly before?: Source | undefined },
): Promise<Prepared> {
  const template = await templateOf(lab, request, before);
  const read = readTemplate(template.value);
  const { types } = lab.cloudformation.deployment;
  checkTemplate(read, types);
  const given = givenParameters(request, before);
  const parameters = parameterValues(declaredParameters(read.parameters), given, (name) => lab.ssm.find(name)?.value);
  const capabilities = request.Capabilities ?? [];
  const needed = neededCapabilities(read, types).filter((name) => !isGranted(name, capabilities));
  if (needed.length > 0) throw insufficientCapabilities(needed);
  const source: Source = { template, parameters, capabilities, tags: tagsOf(request, before) };
  const plan = planOf(source, place);
  checkRules(read.rules, plan.scope(NO_RESOURCES));
  checkEmulated(plan.targets, types);
  checkPlan(plan);
  return { source, plan };
}

/** CAPABILITY_NAMED_IAM grants what CAPABILITY_IAM grants. */
const isGranted = (name: string, granted: readonly string[]): boolean =>
  granted.includes(name) || (name === "CAPABILITY_IAM" && granted.includes("CAPABILITY_NAMED_IAM"));

function givenParameters(
  { Parameters: asked = [] }: SourceRequest,
  before: Source | undefined,
): Readonly<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const { ParameterKey: key, ParameterValue: value, UsePreviousValue: isPrevious } of asked) {
    if (key === undefined) throw invalidRequest("Parameters must have a ParameterKey.");
    if (isPrevious) {
      if (value !== undefined)
        throw invalidRequest(
          `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true and non empty value for a parameter`,
        );
      const former = before?.parameters[key];
      if (former === undefined)
        throw invalidRequest(
          `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
        );
      given[key] = former.text;
    } else given[key] = value ?? "";
  }
  return given;
}

function tagsOf({ Tags: asked }: SourceRequest, before: Source | undefined): Source["tags"] {
  if (asked === undefined) return before?.tags ?? [];
  return asked.map(({ Key = "", Value = "" }) => {
    if (/^aws:/i.test(Key)) throw invalidRequest("aws: prefixed tag key names are not allowed for external use.");
    return { Key, Value };
  });
}

/** Looks for circles, for names that a condition left out, and whether every function is called rightly, in conditions that nothing uses, too. */
function checkPlan(plan: Plan): void {
  for (const name of Object.keys(plan.template.conditions)) plan.scope(NO_RESOURCES).condition(name);
  inOrder(plan.dependencies);
  const known = {
    ref(name: string) {
      if (!Object.hasOwn(plan.targets, name))
        throw invalidRequest(
          `Template format error: Unresolved resource dependencies [${name}] in the Resources block of the template`,
        );
      return `{${name}}`;
    },
    attribute(name: string, attribute: string) {
      return known.ref(name).replace("}", `.${attribute}}`);
    },
  };
  for (const { properties } of Object.values(plan.targets)) attempted(() => drafted(plan, properties, known));
  for (const output of Object.values(plan.template.outputs)) {
    const holds =
      output.condition === undefined ||
      plan.scope({ ref: () => "", attribute: () => "", imported: () => "" }).condition(output.condition);
    if (holds) attempted(() => drafted(plan, output.value, known));
  }
}

/** A function that works on what is not known yet cannot be judged yet: `Select` on a `Split` of an id. */
function attempted(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (error instanceof AwsFault && /nonexistent value at index/.test(error.message)) return;
    throw error;
  }
}

/** The stack's resources whose type an update would change: AWS refuses that before it begins. */
export function checkTypesStay(lab: Lab, { id }: StoredStack, plan: Plan): void {
  const changed = lab.cloudformation.stacks
    .resourcesOf(id)
    .filter(({ logicalId, type }) => Object.hasOwn(plan.targets, logicalId) && plan.targets[logicalId]?.type !== type);
  if (changed.length > 0) {
    throw invalidRequest(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed.map(({ logicalId }) => logicalId).join(", ")}]`,
    );
  }
}
