import { waitUntil } from "../waiting/wait-until";

/**
 * The part of EC2's client that is used here. The package's own types are ten megabytes: TypeScript would read them at
 * every check of the lab.
 */
interface Ec2Package {
  readonly EC2Client: new (configuration: object) => { send(command: object): Promise<{ readonly Output?: string }> };
  readonly GetConsoleOutputCommand: new (input: { readonly InstanceId: string }) => object;
}

/** Typed as `string`: for a literal name TypeScript would load the package's types. */
const EC2_PACKAGE: string = "@aws-sdk/client-ec2";

/**
 * Prints the last lines that a stack's instance has written to its console, as soon as they contain a text.
 *
 * @param holds the text to wait for, such as `people put`
 * @throws Error if the stack has no instance, or if that text does not come
 */
export async function showConsoleOutput({ stackName, holds }: { stackName: string; holds: string }): Promise<void> {
  // EC2's client is large: it is loaded only when this function is called.
  const { EC2Client, GetConsoleOutputCommand } = (await import(EC2_PACKAGE)) as Ec2Package;
  const { CloudFormationClient, DescribeStackResourcesCommand } = await import("@aws-sdk/client-cloudformation");
  const { StackResources = [] } = await new CloudFormationClient({}).send(
    new DescribeStackResourcesCommand({ StackName: stackName }),
  );
  const InstanceId = StackResources.find(
    ({ ResourceType }) => ResourceType === "AWS::EC2::Instance",
  )?.PhysicalResourceId;
  if (InstanceId === undefined) throw new Error(`The stack ${stackName} has no instance.`);
  const text = await waitUntil({
    what: `the instance ${InstanceId} to write “${holds}”`,
    // AWS updates an instance's console output every few minutes.
    timeoutSeconds: 600,
    check: async () => {
      const { Output = "" } = await new EC2Client({}).send(new GetConsoleOutputCommand({ InstanceId }));
      const found = Buffer.from(Output, "base64").toString("utf8");
      return found.includes(holds) && found;
    },
    otherwise:
      "The journal in the lab cloud console shows whether the instance has called PutRecords, and the answer it got.",
  });
  console.log(text.trimEnd().split("\n").slice(-6).join("\n"));
}
