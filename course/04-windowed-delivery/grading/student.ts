import type { Evidence } from "../../../grader/index";
import { findLearnerName } from "../../learner-name";

/**
 * The name that decides a learner's tasks: as it is written in their code, or, if it is put together there, as the run has it. The
 * solution's name if they have chosen none; undefined if the run has none either.
 */
export function findStudent(run: Evidence): string | undefined {
  const student = run.answer("student");
  return findLearnerName(run) ?? ("value" in student ? String(student.value) : undefined);
}
