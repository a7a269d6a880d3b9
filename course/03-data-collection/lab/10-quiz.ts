// Lab 03, part 9: the quiz.

import { showQuiz } from "../../../src/data-collection";
import { check } from "../../../src/index";

// %% [markdown] id=part-9 tags=why
// ## 9. Quiz
//
// Six questions, each with one right letter. One of them is about lab 02. You may look at the notebook, and try things out.

// %% [markdown] id=quiz-do tags=do
// ### 9.1 Answer
//
// 1. Write the same name as in *Your name* into the object, and run both cells. The second one shows the questions. Each name has its own order of choices; without a name, it's the usual one.
// 2. Add the name of each question, shown in front of it, and the letter of your answer. Keep your own name as it is: your letters belong to it.
//
// ```ts
// const ANSWERS: Record<string, string> = {
//   name: "grace-hopper",
//   "partial-failure": "a",
// };
// ```

// %% id=quiz exercise=03-data-collection.quiz
// ### START CODE HERE ### (~ 8 lines of code)
const ANSWERS: Record<string, string> = { // @REPLACE const ANSWERS: Record<string, string> = { name: "" };
  name: "",
  "partial-failure": "d",
  "discovered-type": "a",
  "pump": "c",
  "base64": "b",
  "error-in-a-batch": "c",
  "visibility": "b",
};
// ### END CODE HERE ###

// %% id=quiz-questions tags=look
showQuiz("03-data-collection", ANSWERS["name"]);

// %% id=quiz-check tags=check
await check("03-data-collection.quiz");

// %% [markdown] id=quiz-stuck tags=stuck
// Is a letter wrong? The feedback names the part of the lab that explains it. The answers aren't in this notebook.
