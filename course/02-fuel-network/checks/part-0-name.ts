import { exercise } from "../../../grader/index";
import { claimLearnerName } from "../../learner-name";

exercise("02-fuel-network.student-name", { points: 1, title: "Your name" }, claimLearnerName);
