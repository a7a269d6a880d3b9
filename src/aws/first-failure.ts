import { DescribeStackEventsCommand, type CloudFormationClient } from "@aws-sdk/client-cloudformation";

/**
 * AWS's reason for the first resource that failed in a stack's last operation: later failures mostly follow from it.
 *
 * @returns the resource's name in the template and the reason; empty if no resource has failed
 */
export async function findFirstFailure({
  cfn,
  stackName,
}: {
  cfn: CloudFormationClient;
  stackName: string;
}): Promise<string> {
  // AWS lists the newest events first. The operation's first event is the one of the stack itself.
  const { StackEvents: events = [] } = await cfn.send(new DescribeStackEventsCommand({ StackName: stackName }));
  const began = events.findIndex(
    ({ PhysicalResourceId, StackId, ResourceStatus = "" }) =>
      PhysicalResourceId === StackId && /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(ResourceStatus),
  );
  const failed = events
    .slice(0, began === -1 ? undefined : began)
    .filter(({ ResourceStatus = "" }) => ResourceStatus.endsWith("_FAILED"))
    .at(-1);
  return failed
    ? `${failed.LogicalResourceId ?? ""}: ${failed.ResourceStatusReason ?? failed.ResourceStatus ?? ""}`
    : "";
}
