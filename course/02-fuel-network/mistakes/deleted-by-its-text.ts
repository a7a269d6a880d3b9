import type { Mistake } from "../../../grader/index";

/** DeleteMessage gets the message's text instead of its receipt handle. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.delete-message",
  fails: ["leaves no message in the queue", "sends one truck to each station"],
  answer: ["await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Body }));"],
};
