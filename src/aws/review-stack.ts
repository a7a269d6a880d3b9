import {
  type Capability,
  type Change,
  CloudFormationClient,
  CloudFormationServiceException,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  ExecuteChangeSetCommand,
} from "@aws-sdk/client-cloudformation";
import { showTable } from "../display/show-table";
import { waitQuietly } from "../waiting/wait-quietly";
import { waitUntil } from "../waiting/wait-until";
import { getStackStatus } from "./deploy-stack";
import { createLabTags, tagList } from "./lab-tags";

/** The name of the change set that is reviewed and then executed. */
const CHANGE_SET = "review";

/** The stack that CloudFormation should create. */
export interface StackRequest {
  readonly stackName: string;
  readonly template: object;
  /** The template's parameters, by their names. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The actions that you allow CloudFormation, such as creating roles. */
  readonly capabilities: readonly Capability[];
}

/**
 * Asks CloudFormation which resources it would create or change for a template, and shows them: a **change set**.
 * Nothing is created yet. If CloudFormation refuses the template, prints the reason.
 *
 * @returns whether there is something to launch
 */
export async function reviewStack({ stackName, template, parameters, capabilities }: StackRequest): Promise<boolean> {
  const cfn = new CloudFormationClient({});
  const which = { StackName: stackName, ChangeSetName: CHANGE_SET };
  const status = await getStackStatus(stackName);
  if (status !== undefined) await cfn.send(new DeleteChangeSetCommand(which));
  const isNew = status === undefined || status === "REVIEW_IN_PROGRESS";
  try {
    await cfn.send(
      new CreateChangeSetCommand({
        ...which,
        ChangeSetType: isNew ? "CREATE" : "UPDATE",
        TemplateBody: JSON.stringify(template),
        Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
        Capabilities: [...capabilities],
        // An existing stack keeps its tags.
        ...(isNew ? { Tags: tagList(await createLabTags()) } : {}),
      }),
    );
  } catch (error) {
    if (!(error instanceof CloudFormationServiceException)) throw error;
    console.log(`CloudFormation refuses:\n  ${error.name}: ${error.message}`);
    return false;
  }
  const found = await waitQuietly(async () => {
    const set = await cfn.send(new DescribeChangeSetCommand(which));
    return !/_(PENDING|IN_PROGRESS)$/.test(set.Status ?? "") && set;
  });
  if (found.Status !== "CREATE_COMPLETE") {
    console.log(`There is nothing to launch: ${found.StatusReason ?? found.Status}`);
    return false;
  }
  showTable((found.Changes ?? []).map(describeChange), { title: `What ${stackName} would change` });
  return true;
}

const describeChange = ({ ResourceChange }: Change) => ({
  action: ResourceChange?.Action,
  resource: ResourceChange?.LogicalResourceId,
  type: ResourceChange?.ResourceType,
});

/**
 * Executes the change set that `reviewStack` has shown, and prints each event of the stack as it comes.
 *
 * @throws Error with the first failure's reason, if the stack fails
 */
export async function launchStack({ stackName }: { stackName: string }): Promise<void> {
  const cfn = new CloudFormationClient({});
  const reported = new Set<string>();
  let failure = "";
  const reportNew = async (): Promise<void> => {
    const { StackEvents = [] } = await cfn.send(new DescribeStackEventsCommand({ StackName: stackName }));
    for (const {
      EventId = "",
      LogicalResourceId,
      ResourceStatus = "",
      ResourceStatusReason,
    } of StackEvents.reverse()) {
      if (reported.has(EventId)) continue;
      reported.add(EventId);
      const reason = ResourceStatusReason === undefined ? "" : `  (${ResourceStatusReason})`;
      console.log(`${ResourceStatus.padEnd(20)} ${LogicalResourceId}${reason}`);
      if (ResourceStatus.endsWith("_FAILED")) failure ||= `${LogicalResourceId}: ${ResourceStatusReason ?? ""}`;
    }
  };
  await cfn.send(new ExecuteChangeSetCommand({ StackName: stackName, ChangeSetName: CHANGE_SET }));
  const status = await waitUntil({
    what: `the stack ${stackName}`,
    timeoutSeconds: 900,
    check: async () => {
      await reportNew();
      const now = (await getStackStatus(stackName)) ?? "gone";
      return now !== "REVIEW_IN_PROGRESS" && !now.endsWith("_IN_PROGRESS") && now;
    },
  });
  await reportNew();
  if (!/^(CREATE|UPDATE)_COMPLETE$/.test(status)) throw new Error(`The stack ${stackName} is ${status}. ${failure}`);
}
