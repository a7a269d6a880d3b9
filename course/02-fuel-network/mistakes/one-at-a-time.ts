import type { Mistake } from "../../../grader/index";

/** Each invocation receives one message at most. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.receive",
  fails: ["asks for up to 10 messages"],
  answer: [
    "const received = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: 5 }));",
  ],
};
