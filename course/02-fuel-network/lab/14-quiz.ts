// Lab 02, part 10: the quiz.

import { showQuiz } from "../../../src/fuel-network";
import { check } from "../../../src/index";

// %% [markdown] id=part-10 tags=why
// ## 10. Quiz
// Six questions, each with one right letter. One of them is about lab 01, whose words are in the glossary. You may look at the notebook, and try things out.

// %% [markdown] id=quiz-do tags=do
// ### 10.1 Answer
//
// 1. Write the same name as in *Your name* into the object, and run both cells. The second one shows the questions. Each name has its own order of choices; without a name, it's the usual one.
// 2. Add the name of each question, shown in front of it, and the letter of your answer. Keep your own name as it is: your letters belong to it.
//
// ```ts
// const ANSWERS: Record<string, string> = {
//   name: "grace-hopper",
//   "sent-or-delivered": "b",
// };
// ```

// %% id=quiz exercise=02-fuel-network.quiz
// ### START CODE HERE ### (~ 8 lines of code)
const ANSWERS: Record<string, string> = { // @REPLACE const ANSWERS: Record<string, string> = { name: "" };
  name: "",
  "sent-or-delivered": "a",
  "visibility": "b",
  "why-parquet": "a",
  "one-of-a-batch": "d",
  "failed-plan": "c",
  "same-key": "b",
};
// ### END CODE HERE ###

// %% id=quiz-questions tags=look
showQuiz("02-fuel-network", ANSWERS["name"]);

// %% id=quiz-check tags=check
await check("02-fuel-network.quiz");

// %% [markdown] id=quiz-stuck tags=stuck
// Is a letter wrong? The feedback names the part of the lab that explains it. The answers aren't in this notebook.
