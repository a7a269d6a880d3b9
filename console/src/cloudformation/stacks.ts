import { send } from "../aws";
import { readXml, type XmlElement } from "../xml";

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
  const answer = await readXml(
    await send({
      service: "cloudformation",
      request: "POST /",
      contentType: "application/x-www-form-urlencoded",
      body: String(new URLSearchParams({ Action, Version: "2010-05-15", ...input })),
    }),
  );
  return answer.findChild(`${Action}Result`) ?? answer;
}

/** The members of a list in all pages of an answer. */
async function listAll(
  Action: string,
  list: string,
  input: Readonly<Record<string, string>> = {},
): Promise<XmlElement[]> {
  const found: XmlElement[] = [];
  for (let token: string | undefined = ""; token !== undefined;) {
    const page: XmlElement = await call(Action, { ...input, ...(token === "" ? {} : { NextToken: token }) });
    found.push(...(page.findChild(list)?.listChildren("member") ?? []));
    token = page.getText("NextToken") || undefined;
  }
  return found;
}

const parseTime = (element: XmlElement, name: string): number => Date.parse(element.getText(name));

/** All stacks, the deleted ones too, newest first. @throws AwsError */
export const listStacks = async (): Promise<Pick<Stack, "id" | "name" | "status" | "reason" | "created">[]> =>
  (await listAll("ListStacks", "StackSummaries")).map((item) => ({
    id: item.getText("StackId"),
    name: item.getText("StackName"),
    status: item.getText("StackStatus"),
    reason: item.getText("StackStatusReason"),
    created: parseTime(item, "CreationTime"),
  }));

/** One stack by its name, or, even when it is deleted, by its id. @throws AwsError */
export async function describeStack(StackName: string): Promise<Stack> {
  const [stack] = await listAll("DescribeStacks", "Stacks", { StackName });
  if (stack === undefined) throw new Error(`CloudFormation answers no stack ${StackName}.`);
  const listMembers = (name: string): XmlElement[] => stack.findChild(name)?.listChildren("member") ?? [];
  return {
    id: stack.getText("StackId"),
    name: stack.getText("StackName"),
    status: stack.getText("StackStatus"),
    reason: stack.getText("StackStatusReason"),
    description: stack.getText("Description"),
    created: parseTime(stack, "CreationTime"),
    isProtected: stack.getText("EnableTerminationProtection") === "true",
    parameters: listMembers("Parameters").map((each) => ({
      key: each.getText("ParameterKey"),
      value: each.getText("ParameterValue"),
    })),
    outputs: listMembers("Outputs").map((each) => ({
      key: each.getText("OutputKey"),
      value: each.getText("OutputValue"),
      description: each.getText("Description"),
      exportName: each.getText("ExportName"),
    })),
  };
}

const toPart = (item: XmlElement) => ({
  logicalId: item.getText("LogicalResourceId"),
  physicalId: item.getText("PhysicalResourceId"),
  type: item.getText("ResourceType"),
  status: item.getText("ResourceStatus"),
  reason: item.getText("ResourceStatusReason"),
});

export type StackResource = ReturnType<typeof toPart>;

/** The events of a stack, newest first. @throws AwsError */
export const listStackEvents = async (StackName: string): Promise<StackEvent[]> =>
  (await listAll("DescribeStackEvents", "StackEvents", { StackName })).map((item) => ({
    ...toPart(item),
    id: item.getText("EventId"),
    at: parseTime(item, "Timestamp"),
  }));

/** @throws AwsError */
export const listStackResources = async (StackName: string): Promise<StackResource[]> =>
  (await listAll("ListStackResources", "StackResourceSummaries", { StackName })).map(toPart);

/** The template as it was sent. @throws AwsError */
export const readTemplate = async (StackName: string): Promise<string> =>
  (await call("GetTemplate", { StackName })).getText("TemplateBody");

/** @throws AwsError */
export const deleteStack = async (StackName: string): Promise<void> => void (await call("DeleteStack", { StackName }));

const IS_STACK = "AWS::CloudFormation::Stack";

/**
 * The first failure since the last create, update or delete of the stack: later ones follow from it.
 *
 * @param events newest first
 */
export function findCause(events: readonly StackEvent[]): StackEvent | undefined {
  const begin = events.findIndex(
    ({ type, status }) => type === IS_STACK && /^(?:CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(status),
  );
  const since = begin === -1 ? events : events.slice(0, begin);
  return since.findLast(
    ({ type, status, reason }) => type !== IS_STACK && status.endsWith("_FAILED") && !/cancelled/i.test(reason),
  );
}
