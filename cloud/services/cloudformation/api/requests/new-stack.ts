import type { Source, StoredStack, Work } from "../../model/deployment/stored";

/** A new stack, of which no resource is created yet. */
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
