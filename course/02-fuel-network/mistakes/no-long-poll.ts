import type { Mistake } from "../../../grader/index";

/** The receive is a short poll, which does not wait for messages. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.receive",
  fails: ["waits up to 5 seconds"],
  answer: [
    "const received = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }));",
  ],
};
