import type { Services } from "../../../framework/services";
import type { StoredFunction, StoredVersion } from "../../model/stored-function";

/**
 * Publishes `$LATEST` as a version. If nothing changed since the last version, gives the last one again, as on AWS.
 *
 * @returns the function as it is to be stored, and the version
 */
export function publishLatest(
  services: Services,
  of: StoredFunction,
  { description }: { readonly description?: string | undefined },
): { readonly changed: StoredFunction; readonly version: StoredVersion } {
  const last = of.versions.at(-1);
  const text = description ?? of.latest.description;
  if (last !== undefined && isSame(last, { ...of.latest, description: text })) return { changed: of, version: last };
  const version: StoredVersion = {
    ...of.latest,
    description: text,
    version: String(of.nextVersion),
    revisionId: services.lambda.functions.createId(),
  };
  return { changed: { ...of, versions: [...of.versions, version], nextVersion: of.nextVersion + 1 }, version };
}

function isSame(one: StoredVersion, other: StoredVersion): boolean {
  const describeContent = (version: StoredVersion): string =>
    JSON.stringify(
      Object.entries(version)
        .filter(([name]) => !["version", "revisionId", "modifiedAt"].includes(name))
        .sort(),
    );
  return describeContent(one) === describeContent(other);
}
