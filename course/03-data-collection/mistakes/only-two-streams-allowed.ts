import type { Mistake } from "../../../grader/index";

/** The parameter allows two names only, but a stream may have any name. */
export const mistake: Mistake = {
  exercise: "03-data-collection.stream-parameter",
  fails: ["is a parameter that CloudFormation takes, with a value for it"],
  answer: [
    "// A parameter of the type String: whoever launches the stack says which stream.",
    'StreamName: { Type: "String", AllowedValues: ["people-stream", "people-too-small"] },',
  ],
};
