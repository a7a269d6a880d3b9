import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The parameter is called Stream, but the instance's user data refers to StreamName. */
  "another-parameter": {
    fails: [
      "declares the parameter StreamName, of the type String",
      "is a parameter that CloudFormation takes, with a value for it",
      "leaves the stream's name out of the template",
    ],
    answer: [
      "// A parameter of the type String: whoever launches the stack says which stream.",
      'Stream: { Type: "String", Description: "The data stream that the people are put into." },',
    ],
  },
  /** The parameter allows two names only, but a stream may have any name. */
  "only-two-streams-allowed": {
    fails: ["is a parameter that CloudFormation takes, with a value for it"],
    answer: [
      "// A parameter of the type String: whoever launches the stack says which stream.",
      'StreamName: { Type: "String", AllowedValues: ["people-stream", "people-too-small"] },',
    ],
  },
  /** The stream's name is in the template after all, as the parameter's default. */
  "default-stream": {
    fails: ["leaves the stream's name out of the template"],
    isAlwaysJudged: true,
    answer: [
      "// A parameter of the type String: whoever launches the stack says which stream.",
      'StreamName: { Type: "String", Description: "The data stream that the people are put into.", Default: "people-stream" },',
    ],
  },
  /** The parameter's type is "string", but CloudFormation knows only `String`. */
  "type-in-small-letters": {
    fails: [
      "declares the parameter StreamName, of the type String",
      "is a parameter that CloudFormation takes, with a value for it",
    ],
    answer: [
      "// A parameter of the type String: whoever launches the stack says which stream.",
      'StreamName: { Type: "string", Description: "The data stream that the people are put into." },',
    ],
  },
};
