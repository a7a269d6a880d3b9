// Lab 01, part 4: the quiz.

import { check } from "../../../src/index";
import { showQuiz } from "../../../src/streaming-ingestion";

// %% [markdown] id=part-4 tags=why
// ## 4. Quiz
// Six questions on this lab, each with one right letter. You may look at the notebook, and try things out.

// %% [markdown] id=quiz-do tags=do
// ### 4.1 Answer
//
// 1. Write the same name as in *Your name* into the object, and run both cells. The second one shows the questions. Each name has its own order of choices; without a name, it's the usual one.
// 2. Add the name of each question, shown in front of it, and the letter of your answer. Keep your own name as it is: your letters belong to it.
//
// ```ts
// const ANSWERS: Record<string, string> = {
//   name: "grace-hopper",
//   "partition-key": "a",
// };
// ```

// %% id=quiz exercise=01-streaming-ingestion.quiz
// ### START CODE HERE ### (~ 8 lines of code)
const ANSWERS: Record<string, string> = { // @REPLACE const ANSWERS: Record<string, string> = { name: "" };
  name: "",
  "partition-key": "d",
  "reading-removes": "b",
  "empty-bucket": "a",
  "text-plus-number": "c",
  "started-again": "c",
  "left-out": "b",
};
// ### END CODE HERE ###

// %% id=quiz-questions tags=look
showQuiz("01-streaming-ingestion", ANSWERS["name"]);

// %% id=quiz-check tags=check
await check("01-streaming-ingestion.quiz");

// %% [markdown] id=quiz-stuck tags=stuck
// Is a letter wrong? The feedback names the part of the lab that explains it. The answers aren't in this notebook.
