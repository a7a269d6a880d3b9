import type { Services } from "../../../framework/services";
import type { StoredFunction, StoredVersion } from "../../model/stored-function";

/**
 * Publishes `$LATEST` as a version, which gives `$LATEST` another revision. If nothing changed since the last version,
 * gives the last one again, whatever the description (recorded on AWS by LocalStack, 2025-11-25, test_version_lifecycle,
 * test_function_revisions_version_and_alias).
 *
 * @returns the function as it is to be stored, and the version
 */
export function publishLatest(
  services: Services,
  of: StoredFunction,
  { description }: { readonly description?: string | undefined },
): { readonly changed: StoredFunction; readonly version: StoredVersion } {
  const last = of.versions.at(-1);
  if (last !== undefined && isSame(last, of.latest)) return { changed: of, version: last };
  const { functions } = services.lambda;
  const version: StoredVersion = {
    ...of.latest,
    ...(description === undefined ? {} : { description, latestDescription: of.latest.description }),
    version: String(of.nextVersion),
    revisionId: functions.createId(),
  };
  const latest = { ...of.latest, revisionId: functions.createId() };
  return { changed: { ...of, latest, versions: [...of.versions, version], nextVersion: of.nextVersion + 1 }, version };
}

function isSame(published: StoredVersion, latest: StoredVersion): boolean {
  const describeContent = ({ latestDescription, ...version }: StoredVersion): string =>
    JSON.stringify(
      Object.entries({ ...version, description: latestDescription ?? version.description })
        .filter(([name]) => !["version", "revisionId", "modifiedAt"].includes(name))
        .sort(),
    );
  return describeContent(published) === describeContent(latest);
}
