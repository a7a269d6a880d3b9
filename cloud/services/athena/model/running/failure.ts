import { AwsFault, isDiskFull } from "../../../../core/faults";
import { QueryFault, SyntaxFault } from "../../engine/query-engine";
import { HiveFault } from "../hive-fault";
import type { Failure } from "../stored-execution";

/** Athena's error types for the engine's errors, as far as they were measured (ATH-003). */
const TYPES: Readonly<Record<string, number>> = {
  TABLE_NOT_FOUND: 1301,
  SCHEMA_NOT_FOUND: 1301,
  FUNCTION_NOT_FOUND: 1303,
  COLUMN_NOT_FOUND: 1006,
  CATALOG_NOT_FOUND: 1006,
  TYPE_MISMATCH: 1002,
  DIVISION_BY_ZERO: 1001,
  INVALID_CAST_ARGUMENT: 1100,
  INVALID_FUNCTION_ARGUMENT: 1106,
  TABLE_ALREADY_EXISTS: 1110,
  MISSING_COLUMN_NAME: 1100,
  NOT_SUPPORTED: 1200,
  NOT_FOUND: 1300,
};
const OTHER_USER_ERROR = 1000;
const ENGINE_ERROR = 200;
const S3_ERROR = 401;

/** The failure of a query; undefined if the error is none that queries can have, and so a bug of the lab cloud's. */
export function toFailure(error: unknown): Failure | undefined {
  if (error instanceof HiveFault) return error.failure;
  if (error instanceof QueryFault) {
    const isInternal = error.code === "GENERIC_INTERNAL_ERROR";
    return {
      reason: error.message,
      category: isInternal ? 1 : 2,
      type: isInternal ? ENGINE_ERROR : (TYPES[error.code] ?? OTHER_USER_ERROR),
      retryable: false,
    };
  }
  // The statement itself was parsed before, so the error is in the value of a parameter `?`.
  if (error instanceof SyntaxFault)
    return { reason: `SYNTAX_ERROR: ${error.message}`, category: 2, type: OTHER_USER_ERROR, retryable: false };
  if (isDiskFull(error)) return { ...INTERRUPTED, reason: "GENERIC_INTERNAL_ERROR: The lab cloud's disk is full" };
  // A prepared statement that was changed, after the query was started, to one that cannot be parsed.
  if (error instanceof AwsFault && error.code === "InvalidRequestException")
    return { reason: error.message, category: 2, type: OTHER_USER_ERROR, retryable: false };
  // Only S3 throws other faults here: a bucket was deleted while the query ran, or its policy forbids the access.
  if (error instanceof AwsFault)
    return {
      reason: `${error.message} (Service: Amazon S3; Error Code: ${error.code})`,
      category: 2,
      type: S3_ERROR,
      retryable: false,
    };
  return undefined;
}

/** The failure of a query that was running when the cloud was stopped or killed. */
export const INTERRUPTED: Failure = {
  reason: "GENERIC_INTERNAL_ERROR: The lab cloud was stopped while the query was running",
  category: 1,
  type: ENGINE_ERROR,
  retryable: true,
};
