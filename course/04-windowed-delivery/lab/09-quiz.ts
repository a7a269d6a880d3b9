// Lab 04, part 7: the quiz.

import { check } from "../../../src/index";
import { showModelAnswers, showQuiz } from "../../../src/windowed-delivery";

// %% [markdown] id=part-7 tags=why
// ## 7. Quiz
//
// Everyone answers eight questions on Data Firehose, as in the exam. Eight more are drawn at random, two from each lab. Some take one letter and some take several (`"abc"`). Three ask for sentences of your own: these earn no points, because a program can't judge them fairly. You compare them with a model answer.

// %% [markdown] id=quiz-do tags=do
// ### 7.1 Answer
//
// 1. Write the same name as in *Your name* into the object, and run both cells. The second one shows the questions. Each name has its own order of choices; without a name, it's the usual one.
// 2. Add the name of each question, shown in front of it, and your answer as a string. Keep your own name as it is: your letters belong to it.
//
// ```ts
// const ANSWERS: Record<string, string> = {
//   name: "grace-hopper",
//   "delivery-stream": "a",
//   "use-cases": "Two sentences or more.",
// };
// ```

// %% id=quiz exercise=04-windowed-delivery.quiz
// ### START CODE HERE ### (~ 18 lines of code)
const ANSWERS: Record<string, string> = { // @REPLACE const ANSWERS: Record<string, string> = { name: "" };
  name: "",
  "use-cases": "It loads events and logs into S3 or a warehouse. There they are searched and analyzed.",
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
  "error-in-a-batch": "c",
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

// %% id=quiz-questions tags=look
showQuiz("04-windowed-delivery", ANSWERS["name"]);

// %% [markdown] id=quiz-model-note tags=look
// **Compare.** For each question that asks for sentences, this cell shows a model answer and the points that a good answer names, as soon as you've written one of your own. Does yours name them all? If not, add what is missing in your own words.

// %% id=quiz-model tags=look
showModelAnswers("04-windowed-delivery", ANSWERS);

// %% id=quiz-check tags=check
await check("04-windowed-delivery.quiz");

// %% [markdown] id=quiz-stuck tags=stuck
// Is a letter wrong? The feedback names the part of the course that explains it. The answers aren't in this notebook.
