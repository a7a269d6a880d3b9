import type { ResourceStatus, StackStatus } from "@aws-sdk/client-cloudformation";
import type { Json, JsonObject } from "../properties/json";
import type { ParameterValue } from "../template/parameters";
import type { RetentionPolicy } from "../template/template";
import type { Attributes } from "../resource-type";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** A template: its text as it was given, and the value parsed from it. */
export interface StoredTemplate {
  readonly text: string;
  readonly value: Json;
}

/** The template and settings of a stack; an update that fails returns to those before. */
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

/** The reaction to a resource that cannot be created. */
export type FailureReaction = "ROLLBACK" | "DO_NOTHING" | "DELETE";

/** A deployment of a stack: its creation, update or deletion. */
export interface Work {
  readonly kind: "create" | "update" | "delete";
  /** `forward` applies the template, `back` rolls back, `cleanup` deletes resources that are no longer needed. */
  readonly phase: "forward" | "back" | "cleanup";
  /** The request's ClientRequestToken; every event of this deployment has it. */
  readonly token: string | undefined;
  readonly onFailure: FailureReaction;
  /** The source that a rollback returns to. */
  readonly before: Source | undefined;
  /** The logical ids of resources that a deletion of the stack keeps. */
  readonly retain: readonly string[];
  /** When the deployment times out, in ms since the epoch. */
  readonly until: number | undefined;
  /** Whether the deployment failed, and is or was rolled back. */
  readonly failed: boolean;
}

export interface StoredStack {
  readonly id: string;
  readonly name: string;
  readonly status: StackStatus;
  readonly statusReason: string | undefined;
  /** When the stack was created, in ms since the epoch, like all times here. */
  readonly createdAt: number;
  readonly updatedAt: number | undefined;
  readonly deletedAt: number | undefined;
  readonly source: Source;
  readonly description: string | undefined;
  readonly outputs: readonly StoredOutput[];
  /** The names of exports of other stacks that this stack imports. */
  readonly imports: readonly string[];
  readonly disableRollback: boolean;
  readonly timeoutMinutes: number | undefined;
  readonly isProtected: boolean;
  readonly policy: string | undefined;
  readonly notificationArns: readonly string[];
  readonly roleArn: string | undefined;
  readonly retainExceptOnCreate: boolean;
  readonly changeSetId: string | undefined;
  /** The running deployment, which survives a restart of the cloud. */
  readonly work: Work | undefined;
  /** The source that ContinueUpdateRollback returns to after a failed rollback. */
  readonly backTo: Source | undefined;
  /** The tokens of requests that were accepted, each with the request it belonged to. */
  readonly tokens: Readonly<Record<string, string>>;
}

/** How far a resource is in the running deployment; `going` and `stuck` are used in deletions. */
type Progress = "waiting" | "started" | "making" | "done" | "failed" | "going" | "stuck";

/** A resource's state before the running update changed it. */
export interface PreviousState {
  readonly physicalId: string;
  readonly properties: JsonObject;
  readonly attributes: Attributes;
  readonly reference: Json;
  readonly dependsOn: readonly string[];
  /** Whether the update changed the resource in place or replaced it by a new one. */
  readonly change: "in place" | "replaced";
}

export interface StoredResource {
  readonly stackId: string;
  readonly logicalId: string;
  readonly type: string;
  /** Empty until the resource is created. */
  readonly physicalId: string;
  readonly status: ResourceStatus;
  readonly statusReason: string | undefined;
  readonly updatedAt: number;
  /** The properties as the resource type got them, with all functions evaluated. */
  readonly properties: JsonObject;
  readonly attributes: Attributes;
  /** The value that `Ref` returns. */
  readonly reference: Json;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy: RetentionPolicy;
  readonly updateReplacePolicy: RetentionPolicy;
  readonly metadata: Json | undefined;
  /** The random letters of generated names; new ones for each creation. */
  readonly suffix: string;
  readonly progress: Progress;
  /** Since when its service has refused a call for now, in ms since the epoch. */
  readonly triedSince: number | undefined;
  /** The state before the running update, if that update changed the resource. */
  readonly earlier: PreviousState | undefined;
  /** Whether the running deployment has added the resource. */
  readonly isNew: boolean;
}

/** A resource that an update no longer needs: removed from the template, or replaced by a new one. */
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

/** The change that a change set would make to one resource. */
export interface PlannedChange {
  readonly action: "Add" | "Modify" | "Remove";
  readonly logicalId: string;
  readonly physicalId: string | undefined;
  readonly type: string;
  readonly replacement: "True" | "False" | "Conditional" | undefined;
  /** What happens to the physical resource: undefined if the change leaves it there. */
  readonly policyAction?: PolicyAction | undefined;
  readonly scope: readonly ("Properties" | "Tags" | "Metadata" | "DeletionPolicy" | "UpdateReplacePolicy")[];
  readonly properties: readonly PropertyChange[];
}

/** What becomes of a resource that a change set removes or replaces. */
type PolicyAction = "Delete" | "Retain" | "ReplaceAndDelete" | "ReplaceAndRetain";

/** One reason for which a property, the metadata, or the stack's tags of a resource change. */
export interface PropertyChange {
  readonly name: string;
  /** Missing for a property. */
  readonly attribute?: "Metadata" | "Tags";
  readonly recreation: "Never" | "Conditionally" | "Always";
  readonly isSure: boolean;
  /** The parameter, resource or attribute whose change causes this one; missing if the template itself changes. */
  readonly cause?: {
    readonly source: "ParameterReference" | "ResourceReference" | "ResourceAttribute";
    readonly entity: string;
  };
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
  readonly onFailure: FailureReaction | undefined;
  readonly notificationArns: readonly string[];
  readonly roleArn: string | undefined;
}
