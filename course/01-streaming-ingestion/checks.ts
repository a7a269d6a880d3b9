import { plan } from "../../grader/index";
import { gradingPlan } from "./grading-plan";
// The imports are in the order of the report.
import "./checks/part-0-name";
import "./checks/part-1-and-2";
import "./checks/part-2-etl";
import "./checks/part-3-incident";
import "./checks/part-4-quiz";

plan("01-streaming-ingestion", gradingPlan);
