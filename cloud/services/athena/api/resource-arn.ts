import type { Services } from "../../framework/services";
import { createNoTaggedResourceFault } from "../model/faults";
import { DATA_CATALOG } from "./data-catalog";

export const workGroupArn = (cloud: Pick<Services, "createArn">, name: string): string =>
  cloud.createArn("athena", `workgroup/${name}`);

/** The ARN of an existing resource that can have tags. @throws AwsFault ResourceNotFoundException */
export function requireTaggedArn(cloud: Services, arn: string): string {
  const isThere =
    arn === cloud.createArn("athena", `datacatalog/${DATA_CATALOG}`) ||
    cloud.athena.workGroups.listAll().some(({ name }) => workGroupArn(cloud, name) === arn);
  if (!isThere) throw createNoTaggedResourceFault(arn);
  return arn;
}
