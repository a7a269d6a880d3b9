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
import { labTags, tagList } from "../src/aws/lab-tags";
import type { GivenOptions } from "./lab";

/** One thing that a lab takes as given. */
export interface GivenThing {
  /** As it is called in what is said: `Data stream trips`. */
  readonly says: string;
  /** The template's parameter that says whether somebody else has made it: `made-here` or `there-already`. */
  readonly parameter: string;
  /** The resource in the template by which the stack knows it. */
  readonly resource: string;
  /** Whether it is there, whoever made it. */
  isThere(): Promise<boolean>;
  /** Tags it, where CloudFormation does not hand a stack's tags on to it. */
  tag?(tags: Readonly<Record<string, string>>): Promise<unknown>;
}

/** A template and what it makes. */
export interface GivenStack {
  /** The lab's id, with which all is tagged that the stack makes. */
  readonly lab: string;
  readonly name: string;
  readonly template: string;
  readonly things: readonly GivenThing[];
}

/** How often to look, in ms of real time. */
const EVERY_MS = 200;
const NOBODY: readonly string[] = [];

/**
 * Deploys a lab's givens as a CloudFormation stack, on AWS as in the lab cloud. What is there already, made by somebody else, stays as
 * it is and outside of the stack; what the stack had made and somebody has deleted is made again.
 *
 * A lab cloud whose clock stands still makes the stack when its clock is moved: this returns before.
 *
 * @throws Error if the stack fails, with AWS's reason; whatever the AWS SDK throws
 */
export async function deployGivens(
  stack: GivenStack,
  { connection = {}, say = () => undefined }: GivenOptions,
): Promise<void> {
  const cfn = new CloudFormationClient(connection);
  try {
    const goes = await goesByItself(connection.endpoint ?? process.env["AWS_ENDPOINT_URL"]);
    const before = goes ? await usable(cfn, stack.name) : await found(cfn, stack.name);
    const held = before === undefined ? NOBODY : await resourcesOf(cfn, stack.name);
    const states = await Promise.all(
      stack.things.map(async (thing) => ({
        thing,
        isThere: await thing.isThere(),
        isHeld: held.includes(thing.resource),
      })),
    );
    const tags = await labTags({ lab: stack.lab, connection });
    if (before !== undefined) await bringUpToDate(cfn, stack, { states, goes });
    else if (!states.every(isOthers)) {
      // An update leaves them as they are: somebody else may do it.
      const Tags = tagList(tags);
      await cfn.send(new CreateStackCommand({ ...requestOf(stack, states, isOthers), Tags }));
    }
    if (goes) {
      await ended(cfn, stack.name);
      await tagMade(states, tags);
    }
    for (const { thing, isThere } of states) say(`${thing.says}: ${isThere ? "there already" : "created"}`);
  } finally {
    cfn.destroy();
  }
}

async function tagMade(states: readonly State[], tags: Readonly<Record<string, string>>): Promise<void> {
  for (const { thing, isThere } of states) if (!isThere) await thing.tag?.(tags);
}

interface State {
  readonly thing: GivenThing;
  readonly isThere: boolean;
  /** Whether the stack has made it. */
  readonly isHeld: boolean;
}

const isOthers = ({ isThere, isHeld }: State): boolean => isThere && !isHeld;
const isLost = ({ isThere, isHeld }: State): boolean => isHeld && !isThere;

interface Request {
  readonly StackName: string;
  readonly TemplateBody: string;
  readonly Capabilities: ["CAPABILITY_NAMED_IAM"];
  readonly Parameters: Parameter[];
}

/** @param isElse whether a thing is to stay out of the stack */
const requestOf = (
  { name, template }: GivenStack,
  states: readonly State[],
  isElse: (state: State) => boolean,
): Request => ({
  StackName: name,
  TemplateBody: template,
  Capabilities: ["CAPABILITY_NAMED_IAM"],
  Parameters: states.map((state) => ({
    ParameterKey: state.thing.parameter,
    ParameterValue: isElse(state) ? "there-already" : "made-here",
  })),
});

async function bringUpToDate(
  cfn: CloudFormationClient,
  stack: GivenStack,
  { states, goes }: { readonly states: readonly State[]; readonly goes: boolean },
): Promise<void> {
  // What is lost is taken out of the stack first, so that the second update makes it anew.
  if (goes && states.some(isLost))
    await update(
      cfn,
      requestOf(stack, states, (state) => isOthers(state) || isLost(state)),
      goes,
    );
  await update(cfn, requestOf(stack, states, isOthers), goes);
}

/** Whether time goes on by itself: on AWS, and in a lab cloud whose clock is not stepped. */
async function goesByItself(endpoint: string | undefined): Promise<boolean> {
  if (endpoint === undefined) return true;
  try {
    const health: unknown = await (await fetch(`${endpoint}/_lab/health`)).json();
    return !(typeof health === "object" && health !== null && "speed" in health && health.speed === 0);
  } catch {
    return true; // Not a lab cloud, or not there: whoever speaks to it next says so better.
  }
}

async function found(cfn: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  try {
    return (await cfn.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

/** The stack, if it can be updated; one whose making failed is removed. */
async function usable(cfn: CloudFormationClient, name: string): Promise<Stack | undefined> {
  const stack = await atRest(cfn, name);
  if (stack === undefined || !/^(ROLLBACK|DELETE)_/.test(stack.StackStatus ?? "")) return stack;
  await cfn.send(new DeleteStackCommand({ StackName: name }));
  await atRest(cfn, name);
  return undefined;
}

/** Waits until nothing is being done to it. */
async function atRest(cfn: CloudFormationClient, name: string): Promise<Stack | undefined> {
  for (;;) {
    const stack = await found(cfn, name);
    if (!stack?.StackStatus?.endsWith("IN_PROGRESS")) return stack;
    await pause(EVERY_MS);
  }
}

async function resourcesOf(cfn: CloudFormationClient, StackName: string): Promise<string[]> {
  const { StackResources: resources = [] } = await cfn.send(new DescribeStackResourcesCommand({ StackName }));
  return resources.flatMap(({ LogicalResourceId: id }) => id ?? []);
}

async function update(cfn: CloudFormationClient, request: Request, waits: boolean): Promise<void> {
  try {
    await cfn.send(new UpdateStackCommand(request));
  } catch (error) {
    if (error instanceof Error && /No updates are to be performed|IN_PROGRESS state/.test(error.message)) return;
    throw error;
  }
  if (waits) await ended(cfn, request.StackName);
}

/** @throws Error naming the state that the stack ended in, if it is not the one that was wanted */
async function ended(cfn: CloudFormationClient, name: string): Promise<void> {
  const stack = await atRest(cfn, name);
  if (stack === undefined || /^(CREATE|UPDATE)_COMPLETE$/.test(stack.StackStatus ?? "")) return;
  throw new Error(
    `The stack ${name} is ${stack.StackStatus ?? "gone"}. ${stack.StackStatusReason ?? `\`aws cloudformation describe-stack-events --stack-name ${name}\` says why.`}`,
  );
}
