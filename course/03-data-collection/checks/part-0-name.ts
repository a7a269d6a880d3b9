import { exercise } from "../../../grader/index";
import { claimLearnerName } from "../../learner-name";

exercise("03-data-collection.student-name", { points: 1, title: "Your name" }, claimLearnerName);
