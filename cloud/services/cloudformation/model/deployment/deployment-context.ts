import type { ExistingResource, ResourceType, ResourceTypes, StackResource } from "../resource-type";
import type { JsonObject } from "../properties/json";
import { formatReason } from "./reasons";
import { createStackResource } from "./stack-resource";
import type { Stacks } from "./stacks";
import type { StoredResource, StoredStack } from "./stored";

/** The dependencies of deploying a stack: the state of all stacks, and the resource types. */
export class DeploymentContext {
  readonly stacks: Stacks;
  readonly types: ResourceTypes;

  constructor(stacks: Stacks, types: ResourceTypes) {
    this.stacks = stacks;
    this.types = types;
  }

  now(): number {
    return this.stacks.core.now();
  }

  /** A resource type by its name. Templates with unknown types have been refused before. */
  getType(name: string): ResourceType {
    const type = this.types.get(name);
    if (type === undefined) throw new Error(`a stack holds a resource of the unknown type ${name}`);
    return type;
  }

  /** A resource's type, and the arguments that its methods need for this resource. */
  resolveResource(
    stack: StoredStack,
    resource: StoredResource,
    created: (id: string) => void = () => undefined,
  ): {
    readonly type: ResourceType;
    readonly existing: ExistingResource<JsonObject>;
    readonly context: StackResource;
  } {
    const type = this.getType(resource.type);
    return {
      type,
      existing: { id: resource.physicalId, properties: resource.properties },
      context: createStackResource(stack, { resource, type, noteCreated: created }),
    };
  }

  /**
   * The reason that a stack's event gives for an error. An error that is no fault of an AWS service is a bug of the lab
   * cloud's, and is logged.
   */
  getReason(error: unknown): string {
    const text = formatReason(error, () => this.stacks.random.drawUuid());
    if (text === "Internal Failure")
      this.stacks.core.log(
        `bug of the lab cloud (CloudFormation): ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    return text;
  }

  /** Changes a resource's members, and writes an event if they include the status. */
  mark(stack: StoredStack, resource: StoredResource, changes: Partial<StoredResource>): StoredResource {
    const marked = { ...resource, ...changes, updatedAt: this.now() };
    this.stacks.saveResource(marked);
    if (changes.status !== undefined) this.recordEvent(stack, marked, changes.statusReason);
    return marked;
  }

  /** Writes an event with a resource's current status. */
  recordEvent(stack: StoredStack, resource: StoredResource, reason?: string): void {
    const { logicalId, physicalId, type, status } = resource;
    this.stacks.recordEvent(stack, {
      logicalId,
      physicalId,
      type,
      status,
      reason,
      properties: hideSecrets(resource.properties, stack.source),
    });
  }

  /** Changes a stack's status and other members, and writes an event of the stack. */
  enter(stack: StoredStack, changes: Partial<StoredStack> & Pick<StoredStack, "status">): StoredStack {
    // The event's token is that of the deployment that begins or ends with this status.
    const work = changes.work ?? stack.work;
    const entered = this.stacks.save({ ...stack, statusReason: undefined, ...changes });
    this.stacks.recordEvent(
      { ...entered, work },
      {
        logicalId: stack.name,
        physicalId: stack.id,
        type: "AWS::CloudFormation::Stack",
        status: changes.status as StoredResource["status"],
        reason: changes.statusReason,
      },
    );
    return entered;
  }
}

/** Properties as events show them: values of NoEcho parameters are hidden. */
function hideSecrets(properties: JsonObject, { parameters }: StoredStack["source"]): JsonObject {
  const secrets = Object.values(parameters)
    .filter(({ noEcho, text }) => noEcho && text !== "")
    .map(({ text }) => JSON.stringify(text).slice(1, -1));
  if (secrets.length === 0) return properties;
  return JSON.parse(
    secrets.reduce((text, secret) => text.replaceAll(secret, "****"), JSON.stringify(properties)),
  ) as JsonObject;
}
