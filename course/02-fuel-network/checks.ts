import { plan } from "../../grader/index";
import { gradingPlan } from "./grading-plan";
// The imports are in the order of the report.
import "./checks/part-0-name";
import "./checks/part-1-firehose";
import "./checks/part-1-create-firehose";
import "./checks/part-2-stations";
import "./checks/part-3-planning";
import "./checks/part-4-trucks";
import "./checks/part-5-what-goes-wrong";
import "./checks/part-6-and-7";
import "./checks/part-8-incident";
import "./checks/part-9-every-minute";
import "./checks/part-9-silence";
import "./checks/part-10-quiz";

plan("02-fuel-network", gradingPlan);
