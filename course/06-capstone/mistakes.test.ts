import { testMistakes } from "../testing/mistakes";

/** Nothing in the feedback differs from run to run. Where something does, such as a time, put one word in its place here. */
await testMistakes("06-capstone", (text) => text);
