import * as faults from "../model/faults";
import type { AwsFault } from "../../../core/faults";
import type { DdlOf, DdlStatement } from "../model/ddl/statements";
import type { Services } from "../../framework/services";
import type { ResultConfigurationInput, ResultReuseInput } from "../model/fields";
import { planStatement } from "../model/running/plan";
import { requireDatabase, extractStatement } from "../model/running/run";
import type { StoredExecution } from "../model/stored-execution";
import { PRIMARY, type StoredWorkGroup } from "../model/work-groups";
import { formatOutputPath, parseOutputLocation, type OutputLocation } from "../model/ports";

/** The input of StartQueryExecution, with the caller. */
interface StartQueryInput {
  readonly query: string;
  readonly token: string | undefined;
  readonly database: string | undefined;
  readonly catalog: string | undefined;
  readonly result: ResultConfigurationInput | undefined;
  readonly workGroup: string | undefined;
  readonly reuse: ResultReuseInput | undefined;
  readonly parameters: readonly string[] | undefined;
}

/** How many queries may be queued or running: AWS's quotas in us-east-1. */
const MAX_OPEN = { DDL: 20, DML: 200 } as const;
/** The name of the only data catalog; requests may write it in upper or lower case. */
const CATALOG = "awsdatacatalog";

/**
 * Starts a query. A client request token starts it only once, even if that query has failed (ATH-006).
 *
 * @param caller the caller's ARN; `requestId` for an error message
 * @returns      the query's id
 * @throws AwsFault InvalidRequestException, TooManyRequestsException
 */
export async function startQuery(
  cloud: Services,
  input: StartQueryInput,
  { caller, requestId }: { readonly caller: string; readonly requestId: string },
): Promise<string> {
  const { athena } = cloud;
  if (input.token === undefined) throw faults.createNoTokenFault();
  // No `await` below this line, so that two requests with the same token at one time start one query.
  const engine = await athena.parts.openEngine();
  const same = JSON.stringify([input.query, input.database, input.catalog, input.result?.OutputLocation]);
  const before = athena.executions.findByToken(input.token);
  if (before !== undefined) {
    if (before.token?.parameters !== same) throw faults.createOtherParametersFault();
    return before.id;
  }
  const group = athena.workGroups.requireUsable(input.workGroup ?? PRIMARY);
  const { place: location, options } = chooseResultLocation(group, input.result ?? {});
  const { plan, ddl } = planStatement(input.query, { engine, prepared: athena.prepared, workGroup: group.name });
  const refusal = findRefusal(cloud, input, { ddl, requestId });
  if (refusal !== undefined) throw refusal;
  assertBucket(cloud, location, options.ExpectedBucketOwner);
  assertRoom(cloud, plan.type);
  const id = athena.executions.createId();
  const { BytesScannedCutoffPerQuery: cutoff, PublishCloudWatchMetricsEnabled: publishes = false } =
    group.configuration;
  const execution = athena.executions.add({
    id,
    query: extractStatement(input.query),
    reuse: input.reuse,
    type: plan.type,
    subtype: plan.subtype,
    workGroup: group.name,
    database: input.database,
    catalog: input.catalog?.toLowerCase(),
    parameters: input.parameters,
    output: formatOutputPath(location, plan.resultFile, id),
    resultFile: plan.resultFile,
    byHive: plan.byHive,
    resultOptions: options,
    cutoff,
    publishes,
    caller,
    token: { text: input.token, parameters: same },
    state: "QUEUED",
    submittedAt: cloud.now(),
    submittedUpMs: cloud.clock.getUpMs(),
  });
  if (plan.type === "DML") engine.prepare();
  athena.runner.enqueue(execution);
  return id;
}

/**
 * The location of the result: the work group's if the group enforces its configuration or the request names none.
 * @throws AwsFault
 */
function chooseResultLocation(
  { configuration }: StoredWorkGroup,
  input: ResultConfigurationInput,
): { readonly place: OutputLocation; readonly options: StoredExecution["resultOptions"] } {
  const { ResultConfiguration: ofGroup = {}, EnforceWorkGroupConfiguration: insists = false } = configuration;
  if (input.OutputLocation !== undefined) parseOutputLocation(input.OutputLocation);
  // A group that enforces its configuration, but has no location, uses the caller's.
  const takesGroup = (insists && ofGroup.OutputLocation !== undefined) || input.OutputLocation === undefined;
  const { OutputLocation: location, ...options } = takesGroup ? ofGroup : input;
  if (location === undefined) throw faults.createNoOutputLocationFault();
  return { place: parseOutputLocation(location), options };
}

function assertBucket(cloud: Services, { bucket }: OutputLocation, expectedOwner: string | undefined): void {
  if (!cloud.athena.parts.objects.hasBucket(bucket)) throw faults.createNoOutputBucketFault(bucket);
  if (expectedOwner !== undefined && expectedOwner !== cloud.account) throw faults.createOtherBucketOwnerFault(bucket);
}

function assertRoom(cloud: Services, type: StoredExecution["type"]): void {
  const kind = type === "DML" ? "DML" : "DDL";
  const open = cloud.athena.executions.open().filter((execution) => (execution.type === "DML") === (kind === "DML"));
  if (open.length >= MAX_OPEN[kind]) throw faults.createTooManyQueriesFault();
}

/**
 * The error of a statement that fails at its start: for a name of another catalog, or a missing table of DESCRIBE or
 * SHOW COLUMNS.
 */
function findRefusal(
  cloud: Services,
  input: StartQueryInput,
  { ddl, requestId }: { readonly ddl: DdlStatement | undefined; readonly requestId: string },
): AwsFault | undefined {
  if (ddl === undefined) return undefined;
  if ("table" in ddl && ddl.table.catalog !== undefined && ddl.table.catalog !== CATALOG)
    return faults.createCatalogNotFoundFault(ddl.table.catalog);
  if (!isReadingExistingTable(ddl)) return undefined;
  const found = cloud.glue.findTable(ddl.table.database ?? requireDatabase(input.database), ddl.table.name);
  return found === undefined ? faults.createEntityNotFoundFault(requestId) : undefined;
}

/** Whether a statement fails at its start if its table is missing; other statements fail when they run (measured). */
const isReadingExistingTable = (statement: DdlStatement): statement is DdlOf<"describe"> | DdlOf<"show-columns"> =>
  statement.kind === "describe" || statement.kind === "show-columns";
