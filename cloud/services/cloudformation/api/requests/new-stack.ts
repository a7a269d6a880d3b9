import type { Source, StoredStack, Work } from "../../model/deployment/stored";
import { createStoredNote, type CallWithNotes } from "../../../../core/notes";
import { createTokenReusedFault } from "../../model/faults";
import type { ResourceTypes } from "../../model/resource-type";
import type { Template } from "../../model/template/template";

/** The role of a stack has no effect: a stack may do what its user may. */
export const STACK_ROLE = createStoredNote("CloudFormation: the role of a stack");

/** Adds the note on ignored members to a request that names a role. */
export function reportRole(
  call: CallWithNotes<typeof STACK_ROLE>,
  { RoleARN }: { readonly RoleARN?: string | undefined },
): void {
  if (RoleARN !== undefined) call.addNote(STACK_ROLE);
}

/**
 * Whether a request with this token was accepted before, and so must not be repeated.
 *
 * @throws AwsFault TokenAlreadyExistsException if it was another kind of request
 */
export function isRepeated({ tokens }: StoredStack, token: string | undefined, kind: string): boolean {
  const before = token !== undefined && Object.hasOwn(tokens, token) ? tokens[token] : undefined;
  if (before === undefined || token === undefined) return false;
  if (before !== kind) throw createTokenReusedFault(token);
  return true;
}

/** A stack's tokens, with the token of the current request added. */
export const addToken = ({ tokens }: StoredStack, token: string | undefined, kind: string): StoredStack["tokens"] =>
  token === undefined ? tokens : { ...tokens, [token]: kind };

/** The capabilities that a request must acknowledge for a template, in AWS's order. */
export function listNeededCapabilities(
  { resources, transforms }: Template,
  types: ResourceTypes,
): readonly ("CAPABILITY_IAM" | "CAPABILITY_NAMED_IAM" | "CAPABILITY_AUTO_EXPAND")[] {
  const asking = Object.values(resources).filter(({ type }) => types.get(type)?.capability !== undefined);
  const named = asking.some(({ type, properties }) => {
    const name = types.get(type)?.named;
    return name !== undefined && Object.hasOwn(properties, name);
  });
  return [
    ...(asking.length === 0 ? [] : [named ? ("CAPABILITY_NAMED_IAM" as const) : ("CAPABILITY_IAM" as const)]),
    ...(transforms.length === 0 ? [] : ["CAPABILITY_AUTO_EXPAND" as const]),
  ];
}

/** The reason for the capabilities, as GetTemplateSummary answers it; undefined if there are none. */
export function explainCapabilities({ resources }: Template, types: ResourceTypes): string | undefined {
  const asking = [
    ...new Set(
      Object.values(resources)
        .map(({ type }) => type)
        .filter((type) => types.get(type)?.capability !== undefined),
    ),
  ];
  return asking.length === 0 ? undefined : `The following resource(s) require capabilities: [${asking.join(", ")}]`;
}

/** A new stack, without any resources yet. */
export const createStoredStack = ({
  id,
  name,
  source,
  now,
}: {
  readonly id: string;
  readonly name: string;
  readonly source: Source;
  readonly now: number;
}): StoredStack => ({
  id,
  name,
  source,
  status: "REVIEW_IN_PROGRESS",
  statusReason: undefined,
  createdAt: now,
  updatedAt: undefined,
  deletedAt: undefined,
  description: undefined,
  outputs: [],
  imports: [],
  disableRollback: false,
  timeoutMinutes: undefined,
  isProtected: false,
  policy: undefined,
  notificationArns: [],
  roleArn: undefined,
  retainExceptOnCreate: false,
  changeSetId: undefined,
  work: undefined,
  backTo: undefined,
  tokens: {},
});

/** The deployment that creates a stack. */
export const createWork = ({ token, onFailure, until }: Pick<Work, "token" | "onFailure" | "until">): Work => ({
  kind: "create",
  phase: "forward",
  token,
  onFailure,
  until,
  before: undefined,
  retain: [],
  failed: false,
});
