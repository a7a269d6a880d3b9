import type { Lab } from "../lab";
import { taggedNotFound } from "./faults";
import type { StoredDatabase } from "./stored";

/**
 * The database that an ARN names: nothing else of the Data Catalog carries tags.
 *
 * @throws AwsFault EntityNotFoundException
 */
export function taggedDatabase({ glue, arn }: Pick<Lab, "glue" | "arn">, resourceArn: string): StoredDatabase {
  const prefix = arn("glue", "database/");
  if (!resourceArn.startsWith(prefix)) throw taggedNotFound(resourceArn);
  return glue.database(resourceArn.slice(prefix.length));
}
