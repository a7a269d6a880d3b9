// Lab 04, part 7: the quiz.

import { check } from "../../../src/index";
import { showModelAnswers, showQuiz } from "../../../src/windowed-delivery";

// %% [markdown] id=part-7 tags=why
// ## 7. Quiz
//
// Eight questions on Data Firehose are asked of everybody, as in the exam. Eight more are drawn from all labs. Some want one letter, some several (`"abc"`), three want sentences of your own.

// %% id=quiz-questions tags=look
showQuiz();

// %% [markdown] id=quiz-do tags=do
// ### 7.1 Answer
//
// Write an object: the name of each question, which stands before it, and your answer as text.
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
  "delivery-stream": "b",
  "sources-and-sinks": "abc",
  "transformation": "a",
  "transformation-fields": "b",
  "lambda-pros-and-cons": "Any code can run, and AWS scales it without servers. But each invocation costs money, and its size is limited.",
  "transformation-errors": "The function returns ProcessingFailed for a bad record, and Firehose tries an invocation again. The records are under the error prefix of the bucket.",
  "dynamic-partitioning": "b",
  "partition-key": "c",
  "reading-removes": "b",
  "shard-limit": "a",
  "on-demand": "c",
  "why-parquet": "a",
  "visibility": "b",
  "error-output-type": "a",
  "text-levels": "b",
  "shard-formula": "c",
  "partial-failure": "b",
  "capability": "a",
  "discovered-type": "c",
  "pump": "a",
  "sql-applications": "b",
  "base64": "b",
  "watermark": "b",
  "open-window": "b",
  "at-least-once": "b",
  "empty-table": "b",
  "no-delimiter": "c",
};
// ### END CODE HERE ###

// %% [markdown] id=quiz-model-note tags=look
// **Compare.** For each question that wants sentences, this cell shows a model answer, as soon as you have written one of your own.

// %% id=quiz-model tags=look
showModelAnswers(ANSWERS);

// %% id=quiz-check tags=check
await check("04-windowed-delivery.quiz");

// %% [markdown] id=quiz-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// Each question was the subject of a part: those on Firehose of lab 01, part 2, lab 02, part 1, and this lab. AWS's own page on [transforming data](https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html) answers four of them.
//
// </details>
//
// {{solution 04-windowed-delivery.quiz}}
