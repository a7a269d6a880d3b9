import type { Services } from "../../framework/services";
import { createTaggedNotFoundFault } from "../model/faults";
import type { StoredDatabase } from "../model/stored";

/**
 * The database that an ARN names: nothing else of the Data Catalog carries tags.
 *
 * @throws AwsFault EntityNotFoundException
 */
export function requireTaggedDatabase(
  { glue, createArn }: Pick<Services, "glue" | "createArn">,
  resourceArn: string,
): StoredDatabase {
  const prefix = createArn("glue", "database/");
  if (!resourceArn.startsWith(prefix)) throw createTaggedNotFoundFault(resourceArn);
  return glue.requireDatabase(resourceArn.slice(prefix.length));
}
