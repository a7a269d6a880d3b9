import type { ResourceStatus, StackStatus } from "@aws-sdk/client-cloudformation";
import type { Json, JsonObject } from "../template/json";
import type { ParameterValue } from "../template/parameters";
import type { KeepPolicy } from "../template/template";
import type { Attributes } from "../resource-type";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** A template: as it came, and as it was read. */
export interface StoredTemplate {
  readonly text: string;
  readonly value: Json;
}

/** What a stack is made of; an update that fails goes back to the one before. */
export interface Source {
  readonly template: StoredTemplate;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
}

export interface StoredOutput {
  readonly key: string;
  readonly value: string;
  readonly description: string | undefined;
  readonly exportName: string | undefined;
}

/** What to do when something cannot be made. */
export type OnFailure = "ROLLBACK" | "DO_NOTHING" | "DELETE";

/** Something that is being done to a stack. */
export interface Work {
  readonly kind: "create" | "update" | "delete";
  /** Going on, back to what was, or removing what is no longer needed. */
  readonly phase: "forward" | "back" | "cleanup";
  /** The request's own token; every event of this work names it. */
  readonly token: string | undefined;
  readonly onFailure: OnFailure;
  /** What to go back to. */
  readonly before: Source | undefined;
  /** Resources to leave alone when the stack is deleted. */
  readonly retain: readonly string[];
  /** ms since the epoch: when to give up. */
  readonly until: number | undefined;
  /** Whether it goes back, or went back. */
  readonly failed: boolean;
}

export interface StoredStack {
  readonly id: string;
  readonly name: string;
  readonly status: StackStatus;
  readonly statusReason: string | undefined;
  /** ms since the epoch, as all times here. */
  readonly createdAt: number;
  readonly updatedAt: number | undefined;
  readonly deletedAt: number | undefined;
  readonly source: Source;
  readonly description: string | undefined;
  readonly outputs: readonly StoredOutput[];
  /** The exports of other stacks that this one uses. */
  readonly imports: readonly string[];
  readonly disableRollback: boolean;
  readonly timeoutMinutes: number | undefined;
  readonly isProtected: boolean;
  readonly policy: string | undefined;
  readonly notificationArns: readonly string[];
  readonly roleArn: string | undefined;
  readonly retainExceptOnCreate: boolean;
  readonly changeSetId: string | undefined;
  /** Under way; survives a restart. */
  readonly work: Work | undefined;
  /** What an update that could not be taken back goes back to when that is tried again. */
  readonly backTo: Source | undefined;
  /** The tokens of requests that were carried out, and what each was. */
  readonly tokens: Readonly<Record<string, string>>;
}

/** How far a resource is in what is being done now; `going` and `stuck` are of removals. */
export type Progress = "waiting" | "started" | "making" | "done" | "failed" | "going" | "stuck";

/** What a resource was before an update touched it. */
export interface Earlier {
  readonly physicalId: string;
  readonly properties: JsonObject;
  readonly attributes: Attributes;
  readonly reference: Json;
  readonly dependsOn: readonly string[];
  /** In place, a new one beside it, or nothing of it was changed. */
  readonly change: "in place" | "replaced";
}

export interface StoredResource {
  readonly stackId: string;
  readonly logicalId: string;
  readonly type: string;
  /** Empty until it is made. */
  readonly physicalId: string;
  readonly status: ResourceStatus;
  readonly statusReason: string | undefined;
  readonly updatedAt: number;
  /** As they were handed to the type, all functions carried out. */
  readonly properties: JsonObject;
  readonly attributes: Attributes;
  /** What `Ref` gives. */
  readonly reference: Json;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: KeepPolicy;
  readonly updateReplacePolicy: KeepPolicy;
  readonly metadata: Json | undefined;
  /** Draws the letters of generated names; drawn anew for each making. */
  readonly suffix: string;
  readonly progress: Progress;
  /** ms since the epoch: since when its service says "not now". */
  readonly triedSince: number | undefined;
  /** Set while an update is under way that changed it. */
  readonly earlier: Earlier | undefined;
  /** Made by the work that is under way. */
  readonly isNew: boolean;
}

/** A resource that an update no longer needs: removed, or replaced by a new one. */
export interface Leftover {
  readonly stackId: string;
  readonly key: string;
  readonly resource: StoredResource;
}

export interface StoredEvent {
  readonly stackId: string;
  readonly eventId: string;
  readonly stackName: string;
  readonly at: number;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: ResourceStatus;
  readonly reason: string | undefined;
  readonly properties: JsonObject | undefined;
  readonly token: string | undefined;
}

/** What a change set would do to one resource. */
export interface PlannedChange {
  readonly action: "Add" | "Modify" | "Remove";
  readonly logicalId: string;
  readonly physicalId: string | undefined;
  readonly type: string;
  readonly replacement: "True" | "False" | "Conditional" | undefined;
  readonly scope: readonly ("Properties" | "Tags" | "Metadata" | "DeletionPolicy" | "UpdateReplacePolicy")[];
  readonly properties: readonly {
    readonly name: string;
    readonly recreation: "Never" | "Conditionally" | "Always";
    readonly isSure: boolean;
  }[];
}

export interface StoredChangeSet {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly type: "CREATE" | "UPDATE";
  readonly description: string | undefined;
  readonly createdAt: number;
  readonly status: "CREATE_COMPLETE" | "FAILED";
  readonly statusReason: string | undefined;
  readonly executionStatus:
    | "UNAVAILABLE"
    | "AVAILABLE"
    | "EXECUTE_IN_PROGRESS"
    | "EXECUTE_COMPLETE"
    | "EXECUTE_FAILED"
    | "OBSOLETE";
  readonly source: Source;
  readonly changes: readonly PlannedChange[];
  readonly onFailure: OnFailure | undefined;
  readonly notificationArns: readonly string[];
  readonly roleArn: string | undefined;
}
