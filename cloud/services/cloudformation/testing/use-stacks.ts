import {
  CloudFormation,
  type CreateStackCommandInput,
  type Stack,
  type StackEvent,
  type UpdateStackCommandInput,
} from "@aws-sdk/client-cloudformation";
import type { CloudOptions } from "../../../index";
import { faultOf, useCloud, type TestCloud } from "../../../testing/use-cloud";

/** Seconds of the cloud's clock after which a test's stack must be done. */
const LONGEST_SECONDS = 300;

/** A cloud for each test, with the steps that tests of stacks share. */
interface StacksCloud extends TestCloud {
  readonly cfn: CloudFormation;
  /** Deploys a template and waits for the end. @returns the stack's description then */
  deploy(template: string | object, more?: Partial<CreateStackCommandInput>): Promise<Stack>;
  /** Updates a stack and waits for the end. */
  update(template: string | object, more?: Partial<UpdateStackCommandInput>): Promise<Stack>;
  /** Deletes a stack and waits for the end. */
  remove(name?: string): Promise<Stack>;
  /** The message of the ValidationError by which a stack is refused. */
  refusal(template: string | object, parameters?: Readonly<Record<string, string>>): Promise<string>;
  /** Waits until a stack's deployment is over. @param nameOrId the test's stack unless given */
  settled(nameOrId?: string): Promise<Stack>;
  /** `LogicalId STATUS` of each event, oldest first. */
  events(nameOrId?: string): Promise<string[]>;
  /** The status reasons of events, by `LogicalId STATUS`. */
  reasons(nameOrId?: string): Promise<Record<string, string>>;
  /** Physical ids by logical id. */
  ids(nameOrId?: string): Promise<Record<string, string>>;
  /** Outputs by key. */
  outputs(nameOrId?: string): Promise<Record<string, string>>;
}

const NAME = "lab";

const textOf = (template: string | object): string =>
  typeof template === "string" ? template : JSON.stringify(template);

/** Gives each test of a suite a cloud to deploy stacks into. A stack's name is `lab` unless given. */
export function useStacks(options: CloudOptions = {}): StacksCloud {
  const cloud = useCloud(options);
  const own = { ...deploying(cloud), ...looking(cloud) };
  const client = {
    get cfn(): CloudFormation {
      return cloud.client(CloudFormation);
    },
  };
  // A test may restart the cloud, so the cloud's members are read at each use.
  return Object.defineProperties(
    { ...own },
    { ...Object.getOwnPropertyDescriptors(cloud), ...Object.getOwnPropertyDescriptors(client) },
  ) as StacksCloud;
}

async function described(cloud: TestCloud, nameOrId: string): Promise<Stack> {
  const { Stacks: [stack] = [] } = await cloud.client(CloudFormation).describeStacks({ StackName: nameOrId });
  if (stack === undefined) throw new Error(`there is no stack ${nameOrId}`);
  return stack;
}

async function settled(cloud: TestCloud, nameOrId: string): Promise<Stack> {
  const { StackId: id = nameOrId } = await described(cloud, nameOrId);
  for (let seconds = 0; seconds < LONGEST_SECONDS; seconds++) {
    const stack = await described(cloud, id);
    if (!stack.StackStatus?.endsWith("IN_PROGRESS")) return stack;
    await cloud.advance(1);
  }
  throw new Error(`${nameOrId} is not done after ${LONGEST_SECONDS} s`);
}

function deploying(cloud: TestCloud): Pick<StacksCloud, "deploy" | "update" | "remove" | "refusal" | "settled"> {
  const cfn = (): CloudFormation => cloud.client(CloudFormation);
  const request = (
    template: string | object,
  ): Pick<CreateStackCommandInput, "StackName" | "TemplateBody" | "Capabilities"> => ({
    StackName: NAME,
    TemplateBody: textOf(template),
    Capabilities: ["CAPABILITY_NAMED_IAM"],
  });
  return {
    settled: (nameOrId = NAME) => settled(cloud, nameOrId),
    async deploy(template, more = {}) {
      const { StackId: id = NAME } = await cfn().createStack({ ...request(template), ...more });
      return settled(cloud, id);
    },
    async update(template, more = {}) {
      const { StackId: id = NAME } = await cfn().updateStack({ ...request(template), ...more });
      return settled(cloud, id);
    },
    async remove(name = NAME) {
      const { StackId: id = name } = await described(cloud, name);
      await cfn().deleteStack({ StackName: name });
      return settled(cloud, id);
    },
    async refusal(template, parameters = {}) {
      const Parameters = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ...{ ParameterKey, ParameterValue },
      }));
      const TemplateBody = textOf(template);
      const fault = await faultOf(cfn().createStack({ StackName: NAME, TemplateBody, Parameters }));
      if (fault.name !== "ValidationError") throw fault;
      return fault.message;
    },
  };
}

function looking(cloud: TestCloud): Pick<StacksCloud, "events" | "reasons" | "ids" | "outputs"> {
  const cfn = (): CloudFormation => cloud.client(CloudFormation);
  const eventsOf = async (nameOrId: string): Promise<StackEvent[]> => {
    const { StackEvents: events = [] } = await cfn().describeStackEvents({ StackName: nameOrId });
    return [...events].reverse();
  };
  return {
    async events(nameOrId = NAME) {
      return (await eventsOf(nameOrId)).map(
        ({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`,
      );
    },
    async reasons(nameOrId = NAME) {
      return Object.fromEntries(
        (await eventsOf(nameOrId)).map(({ LogicalResourceId, ResourceStatus, ResourceStatusReason = "" }) => [
          `${LogicalResourceId} ${ResourceStatus}`,
          ResourceStatusReason,
        ]),
      );
    },
    async ids(nameOrId = NAME) {
      const { StackResources: resources = [] } = await cfn().describeStackResources({ StackName: nameOrId });
      return Object.fromEntries(
        resources.map(({ LogicalResourceId = "", PhysicalResourceId = "" }) => [LogicalResourceId, PhysicalResourceId]),
      );
    },
    async outputs(nameOrId = NAME) {
      const { Outputs: outputs = [] } = await described(cloud, nameOrId);
      return Object.fromEntries(outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]));
    },
  };
}
