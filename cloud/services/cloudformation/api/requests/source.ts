import { AwsFault } from "../../../../core/faults";
import type { Services } from "../../../framework/services";
import {
  createInsufficientCapabilitiesFault,
  createInvalidRequestFault,
  createUnresolvedDependenciesFault,
  createUnresolvedInOutputsFault,
} from "../../model/faults";
import { evaluateDraft, NO_RESOURCES, createPlan, type Plan } from "../../model/deployment/plan";
import type { Source, StoredStack, StoredTemplate, Tag } from "../../model/deployment/stored";
import { checkEmulated, checkTemplate } from "../../model/template/check-template";
import { sortByDependencies } from "../../model/template/dependencies";
import { parseParameters, resolveParameterValues } from "../../model/template/parameters";
import { checkRules } from "../../model/template/rules";
import { parseTemplate } from "../../model/template/parse-template";
import { readTemplate } from "../../model/template/template";
import { listNeededCapabilities } from "./new-stack";
import type { StackIdentity } from "../../model/template/scope";
import { checkValues } from "../../model/template/text";
import { S3ForServices } from "../../../s3/model/ports";

/** AWS's documentation says 1 MB; what AWS refuses is longer than this. */
const MAX_BYTES = 1_000_000;

/**
 * The text of a template in S3, by its https address on AWS (`https://bucket.s3.amazonaws.com/key`, also with a region
 * or with the bucket in the path) or on this cloud's own endpoint.
 *
 * @throws AwsFault ValidationError if the address is not one of S3's, or there is no object
 */
async function readTextAt(services: Services, url: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of readBytesAt(services, parseLocation(url))) {
    size += piece.byteLength;
    if (size > MAX_BYTES) throw createInvalidRequestFault(`Template may not exceed ${MAX_BYTES} bytes in size.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

/** Where a template is in S3. */
interface Location {
  readonly bucket: string;
  readonly key: string;
}

async function* readBytesAt(services: Services, { bucket, key }: Location): AsyncIterable<Uint8Array> {
  try {
    yield* new S3ForServices(services, services.s3).readObject(bucket, key);
  } catch (error) {
    throw error instanceof AwsFault ? createInvalidRequestFault(`S3 error: ${error.message}`) : error;
  }
}

/** AWS's messages, recorded by LocalStack (2023-10-11), for an address that is not S3's, and for one that begins with `s3:`. */
function parseLocation(url: string): Location {
  if (!URL.canParse(url)) throw createNotSupported();
  const { protocol, hostname, pathname } = new URL(url);
  if (protocol === "s3:")
    throw createInvalidRequestFault(`S3 error: Domain name specified in ${hostname} is not a valid S3 domain`);
  const isHere = hostname === "127.0.0.1";
  if (protocol !== "https:" && !(isHere && protocol === "http:")) throw createNotSupported();
  const path = decodePath(pathname.slice(1));
  const inHost = /^(.+)\.s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com$/.exec(hostname)?.[1];
  if (inHost !== undefined) return { bucket: inHost, key: path };
  if (!isHere && !/^s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com$/.test(hostname)) throw createNotSupported();
  const [bucket = "", ...key] = path.split("/");
  return { bucket, key: key.join("/") };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw createNotSupported();
  }
}

const createNotSupported = (): Error => createInvalidRequestFault("TemplateURL must be a supported URL.");

/** The members of requests that describe a stack's template and settings. */
interface SourceRequest {
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
 * The parsed template of a request.
 *
 * @param before the stack's current source, for `UsePreviousTemplate`
 * @throws AwsFault ValidationError if the request has no template or two, or the template is not well-formed
 */
export async function loadTemplate(
  services: Services,
  request: SourceRequest,
  before?: Source,
): Promise<StoredTemplate> {
  const { TemplateBody: body, TemplateURL: url, UsePreviousTemplate: usesPrevious } = request;
  if (usesPrevious && before !== undefined && body === undefined && url === undefined) return before.template;
  if ((body === undefined) === (url === undefined))
    throw createInvalidRequestFault("Either Template URL or Template Body must be specified.");
  const text = body ?? (await readTextAt(services, url ?? ""));
  const value = await parseTemplate(text);
  checkValues(value);
  return { text, value };
}

/** A request's new source, checked as far as possible before a deployment begins. */
interface PreparedSource {
  readonly source: Source;
  readonly plan: Plan;
}

interface PreparationOptions {
  readonly place: StackIdentity;
  /** The current source on which an update builds. */
  readonly before?: Source | undefined;
  /** Whether the source is for a change set. */
  readonly isForReview?: boolean;
}

/**
 * Checks everything that AWS checks before a stack's first event.
 *
 * @throws AwsFault ValidationError or InsufficientCapabilitiesException
 */
export async function prepareSource(
  services: Services,
  request: SourceRequest,
  { place: identity, before, isForReview = false }: PreparationOptions,
): Promise<PreparedSource> {
  const template = await loadTemplate(services, request, before);
  const read = readTemplate(template.value);
  const { types } = services.cloudformation.deployment;
  checkTemplate(read, types);
  const values = collectParameters(request, before);
  const parameters = resolveParameterValues(
    parseParameters(read.parameters),
    values,
    (name) => services.ssm.find(name)?.value,
  );
  const capabilities = request.Capabilities ?? [];
  // A change set is reviewed before its macros' result is deployed, so it needs no acknowledgment of them
  // (API reference of CreateChangeSet, Capabilities).
  const needed = listNeededCapabilities(read, types).filter(
    (name) => !isGranted(name, capabilities) && !(isForReview && name === "CAPABILITY_AUTO_EXPAND"),
  );
  if (needed.length > 0) throw createInsufficientCapabilitiesFault(needed);
  const source: Source = { template, parameters, capabilities, tags: resolveTags(request, before) };
  const plan = createPlan(source, identity);
  checkRules(read.rules, plan.createScope(NO_RESOURCES));
  checkEmulated(plan.targets, types);
  checkPlan(plan);
  return { source, plan };
}

/** CAPABILITY_NAMED_IAM includes CAPABILITY_IAM. */
const isGranted = (name: string, granted: readonly string[]): boolean =>
  granted.includes(name) || (name === "CAPABILITY_IAM" && granted.includes("CAPABILITY_NAMED_IAM"));

function collectParameters(
  { Parameters: requested = [] }: SourceRequest,
  before: Source | undefined,
): Readonly<Record<string, string>> {
  const parameters: Record<string, string> = {};
  for (const { ParameterKey: key, ParameterValue: value, UsePreviousValue: isPrevious } of requested) {
    if (key === undefined) throw createInvalidRequestFault("Parameters must have a ParameterKey.");
    if (isPrevious) {
      if (value !== undefined)
        throw createInvalidRequestFault(
          `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true and non empty value for a parameter`,
        );
      const former = before?.parameters[key];
      if (former === undefined)
        throw createInvalidRequestFault(
          `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
        );
      parameters[key] = former.text;
    } else parameters[key] = value ?? "";
  }
  return parameters;
}

function resolveTags({ Tags: requested }: SourceRequest, before: Source | undefined): Source["tags"] {
  if (requested === undefined) return before?.tags ?? [];
  return requested.map(({ Key = "", Value = "" }) => {
    if (/^aws:/i.test(Key))
      throw createInvalidRequestFault("aws: prefixed tag key names are not allowed for external use.");
    return { Key, Value };
  });
}

/** Checks for circular dependencies, for references to resources that a condition leaves out, and for wrong arguments of functions, in unused conditions too. */
function checkPlan(plan: Plan): void {
  for (const name of Object.keys(plan.template.conditions)) plan.createScope(NO_RESOURCES).isConditionMet(name);
  sortByDependencies(plan.dependencies);
  const createKnown = (unresolved: (name: string) => AwsFault) => {
    const ref = (name: string): string => {
      if (!Object.hasOwn(plan.targets, name)) throw unresolved(name);
      return `{${name}}`;
    };
    return { ref, getAttribute: (name: string, attribute: string) => ref(name).replace("}", `.${attribute}}`) };
  };
  const inResources = createKnown((name) => createUnresolvedDependenciesFault([name], "Resources"));
  const inOutputs = createKnown((name) => createUnresolvedInOutputsFault([name]));
  for (const { properties, metadata = null } of Object.values(plan.targets))
    tryEvaluation(() => evaluateDraft(plan, { properties, metadata }, inResources));
  for (const output of Object.values(plan.template.outputs)) {
    const holds =
      output.condition === undefined ||
      plan
        .createScope({ ref: () => "", getAttribute: () => "", importValue: () => "" })
        .isConditionMet(output.condition);
    if (holds) tryEvaluation(() => evaluateDraft(plan, output.value, inOutputs));
  }
}

/**
 * Some functions cannot be evaluated before deployment, such as `Select` on a `Split` of an id: their errors are
 * ignored here.
 */
function tryEvaluation(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (error instanceof AwsFault && /nonexistent value at index/.test(error.message)) return;
    throw error;
  }
}

/** AWS refuses an update that would change a resource's type. @throws AwsFault ValidationError */
export function checkTypesStay(services: Services, { id }: StoredStack, plan: Plan): void {
  const changed = services.cloudformation.stacks
    .listResources(id)
    .filter(({ logicalId, type }) => Object.hasOwn(plan.targets, logicalId) && plan.targets[logicalId]?.type !== type);
  if (changed.length > 0) {
    throw createInvalidRequestFault(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed.map(({ logicalId }) => logicalId).join(", ")}]`,
    );
  }
}
