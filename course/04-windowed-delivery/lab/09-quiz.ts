// Lab 04, part 7: the quiz.

import { check } from "../../../src/index";
import { showModelAnswers, showQuiz } from "../../../src/windowed-delivery";

// %% [markdown] id=part-7 tags=why
// ## 7. Quiz
//
// Everyone answers eight questions on Data Firehose, as in the exam. Eight more are drawn at random, two from each lab. Some take one letter and some take several (`"abc"`). Three ask for sentences of your own.

// %% id=quiz-questions tags=look
showQuiz();

// %% [markdown] id=quiz-do tags=do
// ### 7.1 Answer
//
// Write an object with the name of each question, shown in front of it, and your answer as a string.
//
// ```ts
// const ANSWERS: Record<string, string> = {
//   "delivery-stream": "a",
//   "use-cases": "Two sentences or more.",
// };
// ```

// %% id=quiz exercise=04-windowed-delivery.quiz
// ### START CODE HERE ### (~ 18 lines of code)
const ANSWERS: Record<string, string> = { // @REPLACE const ANSWERS: Record<string, string> = None;
  "use-cases": "It loads events and logs into S3 or a warehouse. There they are searched and analysed.",
  "delivery-stream": "c",
  "sources-and-sinks": "abc",
  "transformation": "d",
  "transformation-fields": "b",
  "lambda-pros-and-cons": "Any code can run, and AWS scales it without servers. But each invocation costs money, and its size is limited.",
  "transformation-errors": "The function returns ProcessingFailed for a bad record, and Firehose tries an invocation again. The records are under the error prefix of the bucket.",
  "dynamic-partitioning": "a",
  "partition-key": "d",
  "reading-removes": "b",
  "shard-limit": "c",
  "on-demand": "d",
  "empty-bucket": "a",
  "text-plus-number": "c",
  "error-output-type": "b",
  "sent-or-delivered": "a",
  "query-started": "d",
  "visibility": "b",
  "text-levels": "c",
  "why-parquet": "a",
  "folders-by-the-minute": "c",
  "shard-formula": "d",
  "partial-failure": "d",
  "capability": "a",
  "sum-a-minute": "b",
  "discovered-type": "a",
  "pump": "c",
  "base64": "b",
  "conversion-needs": "ab",
  "sql-applications": "d",
  "watermark": "b",
  "at-least-once": "a",
  "prefix-slash": "d",
  "creation-order": "c",
  "open-window": "c",
  "empty-table": "a",
  "no-delimiter": "d",
  "file-sink": "b",
  "trim-horizon": "c",
};
// ### END CODE HERE ###

// %% [markdown] id=quiz-model-note tags=look
// **Compare.** For each question that asks for sentences, this cell shows a model answer and the points that a good answer names, as soon as you've written one of your own. Does yours name them all? Change it if you now see something better.

// %% id=quiz-model tags=look
showModelAnswers(ANSWERS);

// %% id=quiz-check tags=check
await check("04-windowed-delivery.quiz");

// %% [markdown] id=quiz-stuck tags=stuck
// {{solution 04-windowed-delivery.quiz}} There are more answers here than you had questions, because another seed draws other questions. The part of the course named in the feedback explains why a letter is right.
