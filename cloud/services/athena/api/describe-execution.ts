import type * as sdk from "@aws-sdk/client-athena";
import { isFinal, type Failure, type StoredExecution } from "../model/stored-execution";
import { ENGINE } from "../model/work-groups";
import type { AwsFault } from "../../../core/faults";
import type { StoredStatement, StoredNamedQuery } from "../model/prepared-statements";
import { getTimes } from "../model/running/run";

/** A query as GetQueryExecution answers it. */
export function describeExecution(execution: StoredExecution): sdk.QueryExecution {
  const { id, query, type, subtype, workGroup, database, catalog, parameters, output, resultOptions, outcome } =
    execution;
  return {
    QueryExecutionId: id,
    Query: query,
    StatementType: type,
    SubstatementType: outcome?.subtype ?? subtype,
    ResultConfiguration: { OutputLocation: output, ...resultOptions },
    ResultReuseConfiguration: execution.reuse ?? { ResultReuseByAgeConfiguration: { Enabled: false } },
    QueryExecutionContext: {
      ...(database === undefined ? {} : { Database: database }),
      ...(catalog === undefined ? {} : { Catalog: catalog }),
    },
    Status: describeStatus(execution),
    Statistics: describeStatistics(execution),
    WorkGroup: workGroup,
    EngineVersion: { SelectedEngineVersion: "AUTO", EffectiveEngineVersion: ENGINE },
    ...(parameters === undefined ? {} : { ExecutionParameters: [...parameters] }),
  };
}

function describeStatus({
  state,
  submittedAt,
  completedAt,
  reason,
  failure,
}: StoredExecution): sdk.QueryExecutionStatus {
  const why = reason ?? failure?.reason;
  return {
    State: state,
    SubmissionDateTime: new Date(submittedAt),
    ...(completedAt === undefined ? {} : { CompletionDateTime: new Date(completedAt) }),
    ...(why === undefined ? {} : { StateChangeReason: why }),
    ...(failure === undefined ? {} : { AthenaError: describeFailure(failure) }),
  };
}

const describeFailure = ({ reason, category, type, retryable, message = reason }: Failure): sdk.AthenaError => ({
  ErrorCategory: category,
  ErrorType: type,
  Retryable: retryable,
  ErrorMessage: message,
});

/** The statistics of a query that is over: its times, and the bytes that it read (ATH-012). */
function describeStatistics(execution: StoredExecution): sdk.QueryExecutionStatistics {
  if (!isFinal(execution.state)) return {};
  const { outcome, cutAt = 0 } = execution;
  return {
    ...describeTimes(execution),
    DataScannedInBytes: outcome?.bytesScanned ?? cutAt,
    ...(outcome?.manifest === undefined ? {} : { DataManifestLocation: outcome.manifest }),
    ResultReuseInformation: { ReusedPreviousResult: false },
  };
}

/** How long each phase of the query took, in ms of the cloud's clock. */
export function describeTimes(execution: StoredExecution): sdk.QueryRuntimeStatisticsTimeline {
  const { queueMs, engineMs, serviceMs, totalMs } = getTimes(execution);
  return {
    QueryQueueTimeInMillis: queueMs,
    ServicePreProcessingTimeInMillis: 0,
    EngineExecutionTimeInMillis: engineMs,
    ServiceProcessingTimeInMillis: serviceMs,
    TotalExecutionTimeInMillis: totalMs,
  };
}

/** The outcome of a batch request: the items that were found, and the errors of the others. */
interface Batch<T> {
  readonly found: T[];
  readonly missing: { readonly name: string; readonly ErrorCode: string; readonly ErrorMessage: string }[];
}

/** Looks up each name of a batch: answers the items that exist, and reports the missing ones. */
export function lookUpEach<T>(
  names: readonly string[],
  find: (name: string) => T | undefined,
  fault: (name: string) => AwsFault,
): Batch<T> {
  const batch: Batch<T> = { found: [], missing: [] };
  for (const name of names) {
    const first = find(name);
    const { message, code, members } = fault(name);
    if (first !== undefined) batch.found.push(first);
    else batch.missing.push({ name, ErrorCode: String(members["AthenaErrorCode"] ?? code), ErrorMessage: message });
  }
  return batch;
}

export const describeNamedQuery = ({
  id,
  name,
  description,
  database,
  query,
  workGroup,
}: StoredNamedQuery): sdk.NamedQuery => ({
  NamedQueryId: id,
  Name: name,
  Database: database,
  QueryString: query,
  WorkGroup: workGroup,
  ...(description === undefined ? {} : { Description: description }),
});

export const describePrepared = ({
  name,
  workGroup,
  query,
  description,
  changedAt,
}: StoredStatement): sdk.PreparedStatement => ({
  StatementName: name,
  WorkGroupName: workGroup,
  QueryStatement: query,
  LastModifiedTime: new Date(changedAt),
  ...(description === undefined ? {} : { Description: description }),
});
