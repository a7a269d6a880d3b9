import type { Lab } from "../lab";
import { noTaggedResource } from "./faults";
import { DATA_CATALOG } from "./data-catalog";

export const workGroupArn = (cloud: Pick<Lab, "arn">, name: string): string => cloud.arn("athena", `workgroup/${name}`);

/** The ARN of an existing resource that can have tags. @throws AwsFault ResourceNotFoundException */
export function taggedArn(cloud: Lab, arn: string): string {
  const isThere =
    arn === cloud.arn("athena", `datacatalog/${DATA_CATALOG}`) ||
    cloud.athena.workGroups.all().some(({ name }) => workGroupArn(cloud, name) === arn);
  if (!isThere) throw noTaggedResource(arn);
  return arn;
}
