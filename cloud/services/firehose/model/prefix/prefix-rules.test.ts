import { expect } from "chai";
import { AwsFault } from "../../../../core/faults";
import { createRandom } from "../../../../../foundation/random";
import { checkPrefixes, type Prefixes } from "./evaluate";

const values = { oldestAt: Date.UTC(2026, 6, 13, 14), timeZone: "UTC", random: createRandom("prefixes") };
const ERRORS = "errors/!{firehose:error-output-type}/";

/** AWS's message for these prefixes; undefined if AWS accepts them. */
function getRefusal(prefixes: Partial<Prefixes>): string | undefined {
  try {
    checkPrefixes({ prefix: undefined, errorPrefix: undefined, partitions: false, ...prefixes }, values);
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

describe("Firehose prefix rules", () => {
  const fine: readonly Partial<Prefixes>[] = [
    {},
    { prefix: "firehose/", errorPrefix: "errors/" },
    { prefix: "year=!{timestamp:yyyy}/rand=!{firehose:random-string}/", errorPrefix: ERRORS },
    { prefix: "!{partitionKeyFromQuery:id}/!{partitionKeyFromLambda:hour}/", errorPrefix: ERRORS, partitions: true },
    { prefix: "static/", errorPrefix: undefined },
    { prefix: "!{timestamp:'year='yyyy'/'}", errorPrefix: "bad/" },
    { prefix: "price!/{braces}", errorPrefix: undefined },
    { prefix: "x".repeat(498) },
  ];
  for (const prefixes of fine) {
    it(`accept ${JSON.stringify(prefixes).slice(0, 100)}`, () => expect(getRefusal(prefixes)).to.equal(undefined));
  }

  const refused: readonly (readonly [fact: string, prefixes: Partial<Prefixes>, message: string])[] = [
    [
      "FH-049",
      { prefix: "!{timestamp:yyyy}/" },
      "The supplied prefix(es) do not satisfy the following constraint: ErrorOutputPrefix cannot be null or empty when Prefix contains expressions",
    ],
    [
      "FH-049",
      { prefix: "!{timestamp:yyyy}/", errorPrefix: "" },
      "The supplied prefix(es) do not satisfy the following constraint: ErrorOutputPrefix cannot be null or empty when Prefix contains expressions",
    ],
    [
      "FH-050",
      { errorPrefix: "!{timestamp:yyyy}/" },
      "ErrorOutputPrefix must contain at least one occurrence of !{firehose:error-output-type}",
    ],
    [
      "FH-051",
      { prefix: "!{firehose:error-output-type}/", errorPrefix: ERRORS },
      "The supplied prefix(es) do not satisfy the following constraint: Prefix must not contain any occurrence of !{firehose:error-output-type}",
    ],
    [
      "FH-052",
      { prefix: "a!{b" },
      "The supplied prefix(es) do not satisfy the following constraint: Invalid expression usage: a!{b.Must be of the form !{<namespace>:<value>}",
    ],
    [
      "FH-052",
      { prefix: "!{timestamp}/", errorPrefix: ERRORS },
      "The supplied prefix(es) do not satisfy the following constraint: Invalid expression usage: !{timestamp}/.Must be of the form !{<namespace>:<value>}",
    ],
    [
      "FH-052",
      { prefix: "!{a!{timestamp:yyyy}", errorPrefix: ERRORS },
      "The supplied prefix(es) do not satisfy the following constraint: Invalid expression usage: !{a!{timestamp:yyyy}.Must be of the form !{<namespace>:<value>}",
    ],
    [
      "FH-052",
      { prefix: "!{partitionKey:id}/", errorPrefix: ERRORS },
      "The supplied prefix(es) do not satisfy the following constraint: Namespace to the left of colon (partitionKey) is an invalid keyword!",
    ],
    [
      "FH-053",
      { prefix: "!{timestamp:YYYY-foo}/", errorPrefix: ERRORS },
      "The supplied prefix(es) do not satisfy the following constraint: Invalid conversion character used in the value of the expression in Prefix",
    ],
    [
      "FH-053",
      { prefix: "!{firehose:uuid}/", errorPrefix: ERRORS },
      "The supplied prefix(es) do not satisfy the following constraint: Invalid conversion character used in the value of the expression in Prefix",
    ],
    [
      "FH-053",
      { prefix: "!{timestamp:}/", errorPrefix: ERRORS },
      "The supplied prefix(es) do not satisfy the following constraint: Invalid conversion character used in the value of the expression in Prefix",
    ],
    [
      "FH-053",
      { errorPrefix: "!{firehose:error}/" },
      "The supplied prefix(es) do not satisfy the following constraint: Invalid conversion character used in the value of the expression in ErrorOutputPrefix",
    ],
    [
      "FH-054",
      { errorPrefix: `${ERRORS}!{partitionKeyFromQuery:id}/`, partitions: true },
      "Dynamic Partitioning Namespaces can't be part of an error prefix expression",
    ],
    [
      "FH-055",
      { prefix: "!{partitionKeyFromQuery:id}/", errorPrefix: ERRORS },
      "Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic Partitioning is enabled.",
    ],
    [
      "FH-047",
      { prefix: "x".repeat(499) },
      "The supplied prefix(es) do not satisfy the following constraint: Length of evaluated prefix cannot be greater than 512",
    ],
    [
      "FH-047",
      { errorPrefix: "x".repeat(513) },
      "The supplied prefix(es) do not satisfy the following constraint: Length of evaluated ErrorOutputPrefix cannot be greater than 512",
    ],
  ];
  for (const [fact, prefixes, message] of refused) {
    it(`reject ${JSON.stringify(prefixes).slice(0, 80)} (${fact})`, () => {
      expect(getRefusal(prefixes)).to.equal(`InvalidArgumentException: ${message}`);
    });
  }
});
