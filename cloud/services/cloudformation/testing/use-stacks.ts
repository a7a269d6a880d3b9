import {
  CloudFormation,
  type CreateStackCommandInput,
  type Stack,
  type StackEvent,
  type UpdateStackCommandInput,
} from "@aws-sdk/client-cloudformation";
import type { CloudOptions } from "../../../index";
import { catchFault, useCloud, type TestCloud } from "../../../testing/use-cloud";

/** Seconds of the cloud's clock after which a test's stack must be done. */
const MAX_SECONDS = 300;

/** A cloud for each test, with the steps that tests of stacks share. */
interface StacksCloud extends TestCloud {
  readonly cfn: CloudFormation;
  /** Deploys a template and waits for the end. @returns the stack's description then */
  deploy(template: string | object, more?: Partial<CreateStackCommandInput>): Promise<Stack>;
  /** Updates a stack and waits for the end. */
  update(template: string | object, more?: Partial<UpdateStackCommandInput>): Promise<Stack>;
  /** Deletes a stack and waits for the end. */
  remove(name?: string): Promise<Stack>;
  /** The message of the ValidationError for a refused stack. */
  readRefusal(template: string | object, parameters?: Readonly<Record<string, string>>): Promise<string>;
  /** Waits until a stack's deployment is over. @param nameOrId the test's stack unless given */
  waitUntilSettled(nameOrId?: string): Promise<Stack>;
  /** `LogicalId STATUS` of each event, oldest first. */
  readEvents(nameOrId?: string): Promise<string[]>;
  /** The status reasons of events, by `LogicalId STATUS`. */
  readReasons(nameOrId?: string): Promise<Record<string, string>>;
  /** Physical ids by logical id. */
  readIds(nameOrId?: string): Promise<Record<string, string>>;
  /** Outputs by key. */
  readOutputs(nameOrId?: string): Promise<Record<string, string>>;
}

const NAME = "lab";

const toText = (template: string | object): string =>
  typeof template === "string" ? template : JSON.stringify(template);

/** Gives each test of a suite a cloud to deploy stacks into. A stack's name is `lab` unless given. */
export function useStacks(options: CloudOptions = {}): StacksCloud {
  const cloud = useCloud(options);
  const helpers = { ...createDeploying(cloud), ...createLooking(cloud) };
  const client = {
    get cfn(): CloudFormation {
      return cloud.createClient(CloudFormation);
    },
  };
  // A test may restart the cloud, so the cloud's members are read at each use.
  return Object.defineProperties(
    { ...helpers },
    { ...Object.getOwnPropertyDescriptors(cloud), ...Object.getOwnPropertyDescriptors(client) },
  ) as StacksCloud;
}

async function readStack(cloud: TestCloud, nameOrId: string): Promise<Stack> {
  const { Stacks: [stack] = [] } = await cloud.createClient(CloudFormation).describeStacks({ StackName: nameOrId });
  if (stack === undefined) throw new Error(`there is no stack ${nameOrId}`);
  return stack;
}

async function waitUntilSettled(cloud: TestCloud, nameOrId: string): Promise<Stack> {
  const { StackId: id = nameOrId } = await readStack(cloud, nameOrId);
  for (let seconds = 0; seconds < MAX_SECONDS; seconds++) {
    const stack = await readStack(cloud, id);
    if (!stack.StackStatus?.endsWith("IN_PROGRESS")) return stack;
    await cloud.advance(1);
  }
  throw new Error(`${nameOrId} is not done after ${MAX_SECONDS} s`);
}

function createDeploying(
  cloud: TestCloud,
): Pick<StacksCloud, "deploy" | "update" | "remove" | "readRefusal" | "waitUntilSettled"> {
  const createClient = (): CloudFormation => cloud.createClient(CloudFormation);
  const request = (
    template: string | object,
  ): Pick<CreateStackCommandInput, "StackName" | "TemplateBody" | "Capabilities"> => ({
    StackName: NAME,
    TemplateBody: toText(template),
    Capabilities: ["CAPABILITY_NAMED_IAM"],
  });
  return {
    waitUntilSettled: (nameOrId = NAME) => waitUntilSettled(cloud, nameOrId),
    async deploy(template, more = {}) {
      const { StackId: id = NAME } = await createClient().createStack({ ...request(template), ...more });
      return waitUntilSettled(cloud, id);
    },
    async update(template, more = {}) {
      const { StackId: id = NAME } = await createClient().updateStack({ ...request(template), ...more });
      return waitUntilSettled(cloud, id);
    },
    async remove(name = NAME) {
      const { StackId: id = name } = await readStack(cloud, name);
      await createClient().deleteStack({ StackName: name });
      return waitUntilSettled(cloud, id);
    },
    async readRefusal(template, parameters = {}) {
      const Parameters = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ...{ ParameterKey, ParameterValue },
      }));
      const TemplateBody = toText(template);
      const fault = await catchFault(createClient().createStack({ StackName: NAME, TemplateBody, Parameters }));
      if (fault.name !== "ValidationError") throw fault;
      return fault.message;
    },
  };
}

function createLooking(cloud: TestCloud): Pick<StacksCloud, "readEvents" | "readReasons" | "readIds" | "readOutputs"> {
  const createClient = (): CloudFormation => cloud.createClient(CloudFormation);
  const readStackEvents = async (nameOrId: string): Promise<StackEvent[]> => {
    const { StackEvents: events = [] } = await createClient().describeStackEvents({ StackName: nameOrId });
    return [...events].reverse();
  };
  return {
    async readEvents(nameOrId = NAME) {
      return (await readStackEvents(nameOrId)).map(
        ({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`,
      );
    },
    async readReasons(nameOrId = NAME) {
      return Object.fromEntries(
        (await readStackEvents(nameOrId)).map(({ LogicalResourceId, ResourceStatus, ResourceStatusReason = "" }) => [
          `${LogicalResourceId} ${ResourceStatus}`,
          ResourceStatusReason,
        ]),
      );
    },
    async readIds(nameOrId = NAME) {
      const { StackResources: resources = [] } = await createClient().describeStackResources({ StackName: nameOrId });
      return Object.fromEntries(
        resources.map(({ LogicalResourceId = "", PhysicalResourceId = "" }) => [LogicalResourceId, PhysicalResourceId]),
      );
    },
    async readOutputs(nameOrId = NAME) {
      const { Outputs: outputs = [] } = await readStack(cloud, nameOrId);
      return Object.fromEntries(outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]));
    },
  };
}
