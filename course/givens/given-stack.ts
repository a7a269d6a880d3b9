import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  type Parameter,
  type Stack,
} from "@aws-sdk/client-cloudformation";
import { setTimeout as pause } from "node:timers/promises";
import { findFirstFailure } from "../../src/aws/first-failure";
import { createLabTags, tagList } from "../../src/aws/lab-tags";
import type { GivenOptions } from "./lab";

/** A resource that a lab's learners find already there. */
export interface GivenResource {
  /** The resource's name in the report: `Data stream trips`. */
  readonly says: string;
  /**
   * The template's parameter for the resource: `made-here` if the stack makes it, `there-already` if it exists outside
   * of the stack.
   */
  readonly parameter: string;
  /** The resource's logical id in the template. */
  readonly resource: string;
  /** Whether the resource exists, inside or outside of the stack. */
  isThere(): Promise<boolean>;
  /** Tags the resource, for types to which CloudFormation does not propagate a stack's tags. */
  tag?(tags: Readonly<Record<string, string>>): Promise<unknown>;
}

/** A template and its resources. */
interface GivenStack {
  /** The lab's id: all resources of the stack are tagged with it. */
  readonly lab: string;
  readonly name: string;
  readonly template: string;
  readonly resources: readonly GivenResource[];
}

/** The interval between two looks at the stack, in ms of real time. */
const EVERY_MS = 200;
const NOBODY: readonly string[] = [];

/**
 * Deploys a lab's givens as a CloudFormation stack, on AWS and in the lab cloud. Resources that exist outside of the
 * stack stay as they are; resources of the stack that somebody has deleted are made again.
 *
 * In a lab cloud whose clock stands still, the function returns before the stack is made: that happens when the clock
 * is advanced.
 *
 * @throws Error if the stack fails, with AWS's reason; the AWS SDK's errors
 */
export async function deployGivens(
  stack: GivenStack,
  { connection = {}, isEmpty, say = () => undefined }: GivenOptions,
): Promise<void> {
  const cfn = new CloudFormationClient(connection);
  try {
    const goes = await isClockRunning(connection.endpoint ?? process.env["AWS_ENDPOINT_URL"]);
    const { isMade, states } = isEmpty ? findNothing(stack) : await findExisting(cfn, stack, goes);
    const tags = await createLabTags({ lab: stack.lab, connection });
    if (isMade) await bringUpToDate(cfn, stack, { states, goes });
    else if (!states.every(isForeign)) {
      // Only CreateStack sets tags: an update, which another person may make, leaves the tags as they are.
      const Tags = tagList(tags);
      await cfn.send(new CreateStackCommand({ ...createRequest(stack, states, isForeign), Tags }));
      if (goes) await waitForEnd(cfn, stack.name);
    }
    if (goes) await tagCreated(states, tags);
    for (const { resource, isThere } of states) say(`${resource.says}: ${isThere ? "there already" : "created"}`);
  } finally {
    cfn.destroy();
  }
}

async function tagCreated(states: readonly State[], tags: Readonly<Record<string, string>>): Promise<void> {
  for (const { resource, isThere } of states) if (!isThere) await resource.tag?.(tags);
}

interface State {
  readonly resource: GivenResource;
  readonly isThere: boolean;
  /** Whether the resource belongs to the stack. */
  readonly isHeld: boolean;
}

/** Whether the stack was made before, and the state of each of its resources. */
interface ExistingStack {
  readonly isMade: boolean;
  readonly states: readonly State[];
}

const findNothing = ({ resources }: GivenStack): ExistingStack => ({
  isMade: false,
  states: resources.map((resource) => ({ resource, isThere: false, isHeld: false })),
});

async function findExisting(
  cfn: CloudFormationClient,
  { name, resources }: GivenStack,
  goes: boolean,
): Promise<ExistingStack> {
  const isMade = (goes ? await prepareStack(cfn, name) : await findStack(cfn, name)) !== undefined;
  const held = isMade ? await listResources(cfn, name) : NOBODY;
  const states = await Promise.all(
    resources.map(async (resource) => ({
      resource,
      isThere: await resource.isThere(),
      isHeld: held.includes(resource.resource),
    })),
  );
  return { isMade, states };
}

const isForeign = ({ isThere, isHeld }: State): boolean => isThere && !isHeld;
const isLost = ({ isThere, isHeld }: State): boolean => isHeld && !isThere;

interface Request {
  readonly StackName: string;
  readonly TemplateBody: string;
  readonly Capabilities: ["CAPABILITY_NAMED_IAM"];
  readonly Parameters: Parameter[];
}

/** @param isElse whether a resource is to be left out of the stack */
const createRequest = (
  { name, template }: GivenStack,
  states: readonly State[],
  isElse: (state: State) => boolean,
): Request => ({
  StackName: name,
  TemplateBody: template,
  Capabilities: ["CAPABILITY_NAMED_IAM"],
  Parameters: states.map((state) => ({
    ParameterKey: state.resource.parameter,
    ParameterValue: isElse(state) ? "there-already" : "made-here",
  })),
});

async function bringUpToDate(
  cfn: CloudFormationClient,
  stack: GivenStack,
  { states, goes }: { readonly states: readonly State[]; readonly goes: boolean },
): Promise<void> {
  // A first update takes the deleted resources out of the stack, so that the second one makes them again.
  if (goes && states.some(isLost))
    await update(
      cfn,
      createRequest(stack, states, (state) => isForeign(state) || isLost(state)),
      goes,
    );
  await update(cfn, createRequest(stack, states, isForeign), goes);
}

/** Whether the clock runs by itself: on AWS, and in a lab cloud whose speed is not 0. */
async function isClockRunning(endpoint: string | undefined): Promise<boolean> {
  if (endpoint === undefined) return true;
  try {
    const health: unknown = await (await fetch(`${endpoint}/_lab/health`)).json();
    return !(typeof health === "object" && health !== null && "speed" in health && health.speed === 0);
  } catch {
    return true; // Not a lab cloud, or not running: the SDK call that follows reports it better.
  }
}

async function findStack(cfn: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  try {
    return (await cfn.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

/** The stack, if it can be updated; a stack whose creation failed is deleted first. */
async function prepareStack(cfn: CloudFormationClient, name: string): Promise<Stack | undefined> {
  const stack = await waitUntilAtRest(cfn, name);
  if (stack === undefined || !/^(ROLLBACK|DELETE)_/.test(stack.StackStatus ?? "")) return stack;
  await cfn.send(new DeleteStackCommand({ StackName: name }));
  const left = await waitUntilAtRest(cfn, name);
  if (left?.StackStatus === "DELETE_FAILED") throw await readFailure(cfn, left);
  return undefined;
}

/** Waits until no operation on the stack is in progress. @returns the stack; undefined if it does not exist */
async function waitUntilAtRest(cfn: CloudFormationClient, name: string): Promise<Stack | undefined> {
  for (;;) {
    const stack = await findStack(cfn, name);
    if (!stack?.StackStatus?.endsWith("IN_PROGRESS")) return stack;
    await pause(EVERY_MS);
  }
}

async function listResources(cfn: CloudFormationClient, StackName: string): Promise<string[]> {
  const { StackResources: resources = [] } = await cfn.send(new DescribeStackResourcesCommand({ StackName }));
  return resources.flatMap(({ LogicalResourceId: id }) => id ?? []);
}

async function update(cfn: CloudFormationClient, request: Request, waits: boolean): Promise<void> {
  try {
    await cfn.send(new UpdateStackCommand(request));
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    // The end of an earlier update says nothing about this one, which has nothing to do.
    if (message.includes("No updates are to be performed")) return;
    if (!message.includes("IN_PROGRESS state")) throw error;
  }
  if (waits) await waitForEnd(cfn, request.StackName);
}

/** Waits for the end of an operation. @throws Error naming the stack's status, if the operation failed */
async function waitForEnd(cfn: CloudFormationClient, name: string): Promise<void> {
  const stack = await waitUntilAtRest(cfn, name);
  if (stack === undefined || /^(CREATE|UPDATE)_COMPLETE$/.test(stack.StackStatus ?? "")) return;
  throw await readFailure(cfn, stack);
}

/** The error for a stack whose last operation failed, with the reason of the resource that failed first. */
async function readFailure(cfn: CloudFormationClient, stack: Stack): Promise<Error> {
  const stackName = stack.StackName ?? "";
  // Anyone without permission to read the events learns where they are.
  const reason = await findFirstFailure({ cfn, stackName }).catch(() => "");
  return new Error(
    `The stack ${stackName} is ${stack.StackStatus ?? "gone"}. ${reason || `\`aws cloudformation describe-stack-events --stack-name ${stackName}\` says why.`}`,
  );
}
