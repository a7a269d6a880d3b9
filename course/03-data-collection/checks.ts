import { plan } from "../../grader/index";
import { gradingPlan } from "./grading-plan";
// The imports are in the order of the report.
import "./checks/part-0-name";
import "./checks/part-1-shards";
import "./checks/part-2-producer";
import "./checks/part-2-template";
import "./checks/part-3-watch";
import "./checks/part-4-analytics";
import "./checks/part-4-query";
import "./checks/part-5-delivery";
import "./checks/part-6-parquet";
import "./checks/part-7-flink";
import "./checks/part-7-sessions";
import "./checks/part-8-incident";
import "./checks/part-9-quiz";

plan("03-data-collection", gradingPlan);
