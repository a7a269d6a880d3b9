import { createProgram } from "../sql-configuration";
import { SqlProblem } from "../sql/tokens";
import { translate, type Translation } from "../sql/translate";
import type { StoredApplication, StoredOutput } from "../stored-application";
import { JobFailure } from "./job-failure";

/**
 * The translation of an SQL application to Flink SQL.
 *
 * @throws JobFailure with line and column of the error
 */
export function translateApplication(app: StoredApplication, folderOf: (output: StoredOutput) => string): Translation {
  try {
    return translate(app.configuration.code?.text ?? "", createProgram(app, folderOf));
  } catch (error) {
    throw error instanceof SqlProblem ? new JobFailure(error.message, { cause: error }) : error;
  }
}
