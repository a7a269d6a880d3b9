import type { Ec2 } from "../model/ec2";
import { createResourceNotFoundFault } from "../model/faults";
import type { StoredTag } from "../model/stored";

/** Changes the tags of instances and security groups. @throws AwsFault InvalidID before anything is changed */
export function changeTags(
  { instances, groups }: Ec2,
  ids: readonly string[],
  change: (before: readonly StoredTag[]) => readonly StoredTag[],
): void {
  const changes = ids.map((id) => {
    const instance = instances.find(id);
    if (instance !== undefined) return () => instances.save({ ...instance, tags: change(instance.tags) });
    const group = id.startsWith("sg-") ? groups.find(id) : undefined;
    if (group === undefined) throw createResourceNotFoundFault(id);
    return () => groups.save({ ...group, tags: change(group.tags) });
  });
  changes.forEach((carryOut) => carryOut());
}
