import { send } from "../aws";
import { xmlOf, type XmlElement } from "../xml";

/** The members of a stack in DescribeStacks that the page shows. */
export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly reason: string;
  readonly description: string;
  readonly created: number;
  readonly isProtected: boolean;
  readonly parameters: readonly { readonly key: string; readonly value: string }[];
  readonly outputs: readonly {
    readonly key: string;
    readonly value: string;
    readonly description: string;
    readonly exportName: string;
  }[];
}

export interface StackEvent {
  readonly id: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
}

/** Calls CloudFormation, which uses AWS's query protocol: the request is a form, the answer is XML. @throws AwsError */
async function call(Action: string, input: Readonly<Record<string, string>> = {}): Promise<XmlElement> {
  const answer = await xmlOf(
    await send({
      service: "cloudformation",
      request: "POST /",
      contentType: "application/x-www-form-urlencoded",
      body: String(new URLSearchParams({ Action, Version: "2010-05-15", ...input })),
    }),
  );
  return answer.child(`${Action}Result`) ?? answer;
}

/** The members of a list in all pages of an answer. */
async function all(Action: string, list: string, input: Readonly<Record<string, string>> = {}): Promise<XmlElement[]> {
  const found: XmlElement[] = [];
  for (let token: string | undefined = ""; token !== undefined;) {
    const page: XmlElement = await call(Action, { ...input, ...(token === "" ? {} : { NextToken: token }) });
    found.push(...(page.child(list)?.children("member") ?? []));
    token = page.text("NextToken") || undefined;
  }
  return found;
}

const timeOf = (element: XmlElement, name: string): number => Date.parse(element.text(name));

/** All stacks, the deleted ones too, newest first. @throws AwsError */
export const listStacks = async (): Promise<Pick<Stack, "id" | "name" | "status" | "reason" | "created">[]> =>
  (await all("ListStacks", "StackSummaries")).map((one) => ({
    id: one.text("StackId"),
    name: one.text("StackName"),
    status: one.text("StackStatus"),
    reason: one.text("StackStatusReason"),
    created: timeOf(one, "CreationTime"),
  }));

/** One stack by its name, or, even when it is deleted, by its id. @throws AwsError */
export async function describeStack(StackName: string): Promise<Stack> {
  const [one] = await all("DescribeStacks", "Stacks", { StackName });
  if (one === undefined) throw new Error(`CloudFormation answers no stack ${StackName}.`);
  const members = (name: string): XmlElement[] => one.child(name)?.children("member") ?? [];
  return {
    id: one.text("StackId"),
    name: one.text("StackName"),
    status: one.text("StackStatus"),
    reason: one.text("StackStatusReason"),
    description: one.text("Description"),
    created: timeOf(one, "CreationTime"),
    isProtected: one.text("EnableTerminationProtection") === "true",
    parameters: members("Parameters").map((each) => ({
      key: each.text("ParameterKey"),
      value: each.text("ParameterValue"),
    })),
    outputs: members("Outputs").map((each) => ({
      key: each.text("OutputKey"),
      value: each.text("OutputValue"),
      description: each.text("Description"),
      exportName: each.text("ExportName"),
    })),
  };
}

const partOf = (one: XmlElement) => ({
  logicalId: one.text("LogicalResourceId"),
  physicalId: one.text("PhysicalResourceId"),
  type: one.text("ResourceType"),
  status: one.text("ResourceStatus"),
  reason: one.text("ResourceStatusReason"),
});

export type StackResource = ReturnType<typeof partOf>;

/** The events of a stack, newest first. @throws AwsError */
export const stackEvents = async (StackName: string): Promise<StackEvent[]> =>
  (await all("DescribeStackEvents", "StackEvents", { StackName })).map((one) => ({
    ...partOf(one),
    id: one.text("EventId"),
    at: timeOf(one, "Timestamp"),
  }));

/** @throws AwsError */
export const stackResources = async (StackName: string): Promise<StackResource[]> =>
  (await all("ListStackResources", "StackResourceSummaries", { StackName })).map(partOf);

/** The template as it was sent. @throws AwsError */
export const templateOf = async (StackName: string): Promise<string> =>
  (await call("GetTemplate", { StackName })).text("TemplateBody");

/** @throws AwsError */
export const deleteStack = async (StackName: string): Promise<void> => void (await call("DeleteStack", { StackName }));

const IS_STACK = "AWS::CloudFormation::Stack";

/**
 * The first failure since the last create, update or delete of the stack: later ones follow from it.
 *
 * @param events newest first
 */
export function causeOf(events: readonly StackEvent[]): StackEvent | undefined {
  const begin = events.findIndex(
    ({ type, status }) => type === IS_STACK && /^(?:CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(status),
  );
  const since = begin === -1 ? events : events.slice(0, begin);
  return since.findLast(
    ({ type, status, reason }) => type !== IS_STACK && status.endsWith("_FAILED") && !/cancelled/i.test(reason),
  );
}
