import type {
  AthenaError,
  QueryExecution,
  QueryExecutionStatistics,
  QueryExecutionStatus,
  QueryRuntimeStatisticsTimeline,
} from "@aws-sdk/client-athena";
import { getTimes } from "../model/running/times";
import { isFinal, type Failure, type StoredExecution } from "../model/stored-execution";
import { ENGINE } from "../model/work-groups";

/** A query as GetQueryExecution answers it. */
export function describeExecution(execution: StoredExecution): QueryExecution {
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

function describeStatus({ state, submittedAt, completedAt, reason, failure }: StoredExecution): QueryExecutionStatus {
  const why = reason ?? failure?.reason;
  return {
    State: state,
    SubmissionDateTime: new Date(submittedAt),
    ...(completedAt === undefined ? {} : { CompletionDateTime: new Date(completedAt) }),
    ...(why === undefined ? {} : { StateChangeReason: why }),
    ...(failure === undefined ? {} : { AthenaError: describeFailure(failure) }),
  };
}

const describeFailure = ({ reason, category, type, retryable, message = reason }: Failure): AthenaError => ({
  ErrorCategory: category,
  ErrorType: type,
  Retryable: retryable,
  ErrorMessage: message,
});

/** The statistics of a query that is over: its times, and the bytes that it read (ATH-012). */
function describeStatistics(execution: StoredExecution): QueryExecutionStatistics {
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
export function describeTimes(execution: StoredExecution): QueryRuntimeStatisticsTimeline {
  const { queueMs, engineMs, serviceMs, totalMs } = getTimes(execution);
  return {
    QueryQueueTimeInMillis: queueMs,
    ServicePreProcessingTimeInMillis: 0,
    EngineExecutionTimeInMillis: engineMs,
    ServiceProcessingTimeInMillis: serviceMs,
    TotalExecutionTimeInMillis: totalMs,
  };
}
