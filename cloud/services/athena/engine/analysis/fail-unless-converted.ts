import { getStorageType, type SqlType } from "../types/type";

/** SQL that fails with a message where a conversion gives NULL for a value that is not NULL. */
export const failUnlessConverted = (
  sql: string,
  tried: string,
  { message, to }: { readonly message: string; readonly to: SqlType },
): string =>
  `CASE WHEN ${sql} IS NOT NULL THEN coalesce(${tried}, CAST(fail(${message}) AS ${getStorageType(to)})) END`;
