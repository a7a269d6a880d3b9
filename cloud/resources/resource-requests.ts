import { AwsFault } from "../core/faults";
import type { AnyMembers } from "../core/members";
import type { Rule } from "../core/rules";
import { OptionError } from "../options";
import { kinds, type Kind } from "./kinds";
import type { LoadedResources } from "./load-resources";

type Input = Readonly<Record<string, unknown>>;

/** One resource to create. */
export interface ResourceRequest {
  readonly kind: Kind;
  readonly name: string;
  readonly input: Input;
  /** For messages: `file.json: streams[0] (trips)`. */
  readonly entry: string;
}

/**
 * The requested resources, after all checks: every kind and every member exists, no resource is listed twice, and none
 * violates a rule of the AWS call that will create it. So no resource is created if one of them is wrong.
 *
 * @returns the resources in the order of creation
 * @throws OptionError naming the wrong entry and its error
 */
export function parseRequestedResources({ from, value }: LoadedResources): ResourceRequest[] {
  if (!isObject(value)) throw new OptionError(`${from} must hold an object with lists of resources.`);
  const stray = Object.keys(value).find((kind) => !Object.hasOwn(kinds, kind));
  if (stray !== undefined)
    throw new OptionError(
      `${from}: there are no resources called "${stray}". There are: ${Object.keys(kinds).join(", ")}.`,
    );
  return Object.entries(kinds).flatMap(([kindName, kind]) => {
    const list = value[kindName] ?? [];
    if (!Array.isArray(list)) throw new OptionError(`${from}: ${kindName} must be a list.`);
    return assertNoDuplicates(
      list.map((input: unknown, index) => createResourceRequest(kind, input, `${from}: ${kindName}[${index}]`)),
    );
  });
}

/**
 * Checks that no name is listed twice: existing resources are left as they are, so a second entry would have no effect,
 * without an error.
 */
function assertNoDuplicates(list: readonly ResourceRequest[]): readonly ResourceRequest[] {
  const entries = new Map<string, string>();
  for (const { kind, input, entry } of list) {
    const key = JSON.stringify(kind.named.map((path) => getValue(input, path)));
    const before = entries.get(key);
    if (before !== undefined) throw new OptionError(`${entry}: it was named before, in ${before}.`);
    entries.set(key, entry);
  }
  return list;
}

function createResourceRequest(kind: Kind, definition: unknown, location: string): ResourceRequest {
  const { operation, service } = kind;
  if (!isObject(definition)) throw new OptionError(`${location} must be an object: the input of ${operation.name}.`);
  const name = String(getValue(definition, kind.named.at(-1) ?? "") ?? "");
  const entry = name === "" ? location : `${location} (${name})`;
  const stray = findUnknownMember(operation.members, definition);
  if (stray !== undefined) throw new OptionError(`${entry}: ${operation.name} has no member ${stray}.`);
  const input = replaceTexts(definition, kind.texts ?? []);
  const found = nameOnError(entry, () => operation.check(input));
  if (found.length > 0) throw new OptionError(`${entry}: ${service.createInvalidFault(found).message}`);
  return { kind, name, input, entry };
}

/** Runs `work` for an entry; a refusal by AWS becomes an error that names the entry. */
function nameOnError<T>(entry: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toNamedError(entry, error);
  }
}

/** @returns an OptionError for AWS's refusals; any other error unchanged, since it is a bug of the lab cloud */
export const toNamedError = (entry: string, error: unknown): unknown =>
  error instanceof AwsFault ? new OptionError(`${entry}: ${error.code}: ${error.message}`) : error;

/** The value at a path such as `TableInput.Name` in an input; undefined if there is none. */
const getValue = (input: Input, path: string): unknown =>
  path.split(".").reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), input);

const replaceTexts = (input: Input, texts: readonly string[]): Input =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      if (!isObject(value)) return [name, value];
      return [name, texts.includes(name) ? JSON.stringify(value) : replaceTexts(value, texts)];
    }),
  );

/** The first member that AWS does not have, with the valid ones; AWS would ignore such a typo in a request. */
function findUnknownMember(members: AnyMembers, input: Input): string | undefined {
  for (const [name, value] of Object.entries(input)) {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    if (member === undefined) return `"${name}"; there are ${Object.keys(members).join(", ")}`;
    const inside = member.need === "refused" ? undefined : findUnknownInside(member.rule, value);
    if (inside !== undefined) return `${name}.${inside}`;
  }
  return undefined;
}

function findUnknownInside({ members, each }: Rule<unknown>, value: unknown): string | undefined {
  if (members !== undefined && isObject(value)) return findUnknownMember(members, value);
  if (each === undefined || typeof value !== "object" || value === null) return undefined;
  for (const item of Object.values(value)) {
    const inside = findUnknownInside(each, item);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

const isObject = (value: unknown): value is Input =>
  typeof value === "object" && value !== null && !Array.isArray(value);
