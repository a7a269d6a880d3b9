// Lab 05, part 6: the quiz.

import { check } from "../../../src/index";
import { showQuiz } from "../../../src/resharding";

// %% [markdown] id=part-6 tags=why
// ## 6. Quiz
// Six questions, each with one right letter. One of them is about lab 01. You may look at the notebook, and try things out.

// %% [markdown] id=quiz-do tags=do
// ### 6.1 Answer
//
// 1. Write the same name as in *Your name* into the object, and run both cells. The second one shows the questions. Each name has its own order of choices; without a name, it's the usual one.
// 2. Add the name of each question, shown in front of it, and the letter of your answer. Keep your own name as it is: your letters belong to it.
//
// ```ts
// const ANSWERS: Record<string, string> = {
//   name: "grace-hopper",
//   "which-shard": "a",
// };
// ```

// %% id=quiz exercise=05-resharding.quiz
// ### START CODE HERE ### (~ 8 lines of code)
const ANSWERS: Record<string, string> = { // @REPLACE const ANSWERS: Record<string, string> = { name: "" };
  name: "",
  "which-shard": "b",
  "hot-key-split": "d",
  "child-first": "c",
  "merge-which": "b",
  "send-again": "a",
  "reading-removes": "a",
};
// ### END CODE HERE ###

// %% id=quiz-questions tags=look
showQuiz("05-resharding", ANSWERS["name"]);

// %% id=quiz-check tags=check
await check("05-resharding.quiz");

// %% [markdown] id=quiz-stuck tags=stuck
// Is a letter wrong? The feedback names the part of the lab that explains it. The answers aren't in this notebook.
