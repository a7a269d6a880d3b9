import type { Applications } from "../model/state/applications";
import * as faults from "../model/faults";
import type { StoredApplication, StoredSql } from "../model/stored-application";

/** The members of a change: the application, and the version that the caller has seen. */
interface Change {
  readonly ApplicationName: string;
  readonly CurrentApplicationVersionId?: number | undefined;
  readonly ConditionalToken?: string | undefined;
}

/**
 * The application to change, if its version is the one that the caller has seen, and no other change is in
 * progress.
 *
 * @throws AwsFault ConcurrentModificationException, ResourceInUseException, ResourceNotFoundException, InvalidArgumentException
 */
export function requireChangeable(applications: Applications, change: Change): StoredApplication {
  const app = applications.get(change.ApplicationName);
  const { CurrentApplicationVersionId: version, ConditionalToken: token } = change;
  if ((version === undefined) === (token === undefined)) throw faults.createVersionOrTokenNeededFault();
  if (app.status !== "READY" && app.status !== "RUNNING")
    throw faults.createStatusFault("update", applications.createArn(app.name), app.status);
  if (version !== undefined && version !== app.version) throw faults.createVersionIsOldFault(app.version, version);
  if (token !== undefined && token !== app.conditionalToken) throw faults.createTokenIsOldFault();
  return app;
}

/**
 * The same for an SQL application, with its inputs and outputs.
 *
 * @throws AwsFault UnsupportedOperationException for another kind of application
 */
export function requireChangeableSql(
  applications: Applications,
  change: Change,
): { readonly app: StoredApplication; readonly sql: StoredSql } {
  const app = requireChangeable(applications, change);
  const { sql } = app.configuration;
  if (sql === undefined) throw faults.createNotSqlFault(app.name);
  return { app, sql };
}
