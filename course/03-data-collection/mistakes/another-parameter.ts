import type { Mistake } from "../../../grader/index";

/** The parameter is called Stream, but the instance's user data refers to StreamName. */
export const mistake: Mistake = {
  exercise: "03-data-collection.stream-parameter",
  fails: [
    "declares the parameter StreamName, of the type String",
    "is a parameter that CloudFormation takes, with a value for it",
  ],
  answer: [
    "// A parameter of the type String: whoever launches the stack says which stream.",
    'Stream: { Type: "String", Description: "The data stream that the people are put into." },',
  ],
};
