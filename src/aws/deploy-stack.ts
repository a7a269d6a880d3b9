import {
  type StackEvent,
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { createLabTags, tagList } from "./lab-tags";
import { findFirstFailure } from "./first-failure";
import { deleteBucketLine, deleteStackLine } from "./repair-commands";
import { waitUntil } from "../waiting/wait-until";

/** A template of CloudFormation, as an object; it is sent as JSON. */
export interface StackTemplate {
  readonly Description?: string;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: object }>>;
}

/**
 * Makes a CloudFormation stack match the template: creates the stack, or updates it if it exists, and waits until AWS
 * has done so. A stack whose creation failed is deleted first, since AWS allows no other change of it.
 *
 * @throws Error with AWS's own reason, if the stack fails; ValidationError if AWS refuses the template
 */
export async function deployStack({
  stackName,
  template,
}: {
  stackName: string;
  template: StackTemplate;
}): Promise<void> {
  const cfn = new CloudFormationClient({});
  const request = { StackName: stackName, TemplateBody: JSON.stringify(template) };
  let status = await getStackStatus(stackName);
  if (status === "ROLLBACK_COMPLETE" || status === "ROLLBACK_FAILED") {
    await deleteStack({ stackName });
    status = undefined;
  }
  try {
    // CloudFormation puts a stack's tags on all resources that it creates, at an update too.
    if (status === undefined)
      await cfn.send(new CreateStackCommand({ ...request, Tags: tagList(await createLabTags()) }));
    else await cfn.send(new UpdateStackCommand(request));
  } catch (error) {
    if (!(error instanceof Error && error.message.includes("No updates are to be performed"))) throw error;
    console.log(`Stack ${stackName}: there is nothing to change.`);
    return;
  }
  const ended = await waitUntilSettled(stackName, status === undefined ? "to be created" : "to be updated");
  if (!/^(CREATE|UPDATE)_COMPLETE$/.test(ended ?? "")) {
    const reason = await findFirstFailure({ cfn, stackName });
    const says = `The stack ${stackName} is ${ended ?? "gone"}. ${reason}`;
    throw new Error([says, ...formatLinesToStartOver(reason, { stackName, template })].join("\n"));
  }
  console.log(`Stack ${stackName}: ${ended}.`);
}

/** CloudFormation cannot replace a resource that has its own name, so the stack has to be deleted first. */
function formatLinesToStartOver(
  reason: string,
  { stackName, template }: { readonly stackName: string; readonly template: StackTemplate },
): string[] {
  if (!reason.includes("custom-named resource requires replacing")) return [];
  const buckets = Object.values(template.Resources).flatMap(({ Type, Properties }) => {
    const name: unknown = Object(Properties).BucketName;
    return Type === "AWS::S3::Bucket" && typeof name === "string" ? [deleteBucketLine(name)] : [];
  });
  return [
    "This setting can't be changed while the resource exists. Delete the stack: run this in a new cell, and then run this cell again.",
    ...buckets,
    deleteStackLine(stackName),
  ];
}

/**
 * Deletes a stack with all its resources, and waits until it is gone. A bucket that is not empty stays, and so does the
 * stack.
 *
 * @throws Error with AWS's own reason, if a resource could not be deleted
 */
export async function deleteStack({ stackName }: { stackName: string }): Promise<void> {
  const cfn = new CloudFormationClient({});
  await cfn.send(new DeleteStackCommand({ StackName: stackName }));
  const ended = await waitUntilSettled(stackName, "to be deleted");
  if (ended !== undefined && ended !== "DELETE_COMPLETE")
    throw new Error(`The stack ${stackName} is ${ended}. ${await findFirstFailure({ cfn, stackName })}`);
  console.log(`Stack ${stackName} deleted.`);
}

/**
 * The events of a stack's resources, oldest first: each with the resource's state and, if AWS gives one, the reason.
 */
export async function stackEvents({ stackName }: { stackName: string }): Promise<Record<string, string>[]> {
  return (await listEvents(stackName)).reverse().map((event) => ({
    resource: event.LogicalResourceId ?? "",
    type: event.ResourceType ?? "",
    state: event.ResourceStatus ?? "",
    reason: event.ResourceStatusReason ?? "",
  }));
}

/** A stack's state, such as `CREATE_COMPLETE`; undefined if there is no such stack. */
export async function getStackStatus(stackName: string): Promise<string | undefined> {
  try {
    const { Stacks = [] } = await new CloudFormationClient({}).send(
      new DescribeStacksCommand({ StackName: stackName }),
    );
    return Stacks[0]?.StackStatus;
  } catch (error) {
    if (error instanceof Error && error.message.includes("does not exist")) return undefined;
    throw error;
  }
}

/** Waits until no operation of AWS on the stack is under way. @returns its state then; undefined if it is gone */
async function waitUntilSettled(stackName: string, subject: string): Promise<string | undefined> {
  const found = await waitUntil({
    what: `the stack ${stackName} ${subject}`,
    timeoutSeconds: 900,
    check: async () => {
      const status = (await getStackStatus(stackName)) ?? "gone";
      return status.endsWith("_IN_PROGRESS") ? undefined : status;
    },
  });
  return found === "gone" ? undefined : found;
}

/** The events of a stack, newest first, as AWS lists them. */
async function listEvents(StackName: string): Promise<StackEvent[]> {
  const { StackEvents = [] } = await new CloudFormationClient({}).send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents;
}
