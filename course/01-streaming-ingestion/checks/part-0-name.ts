import { exercise } from "../../../grader/index";
import { claimLearnerName } from "../../learner-name";

exercise("01-streaming-ingestion.student-name", { points: 1, title: "Your name" }, claimLearnerName);
