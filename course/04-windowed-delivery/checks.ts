import { plan } from "../../grader/index";
import { gradingPlan } from "./grading-plan";
// The imports are in the order of the report.
import "./checks/part-0-name";
import "./checks/part-1-windows";
import "./checks/part-1-sink";
import "./checks/part-1-tests";
import "./checks/part-2-template";
import "./checks/part-4-table";
import "./checks/part-6-managed";
import "./checks/part-6-windows";
import "./checks/part-7-quiz";
import "./checks/part-9-incident";
import "./checks/part-9-partitions";
import "./checks/part-10-parquet";
import "./checks/part-8-cost";

plan("04-windowed-delivery", gradingPlan);
