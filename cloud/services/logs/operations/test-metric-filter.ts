import {
  TestMetricFilter$,
  type TestMetricFilterRequest,
  type TestMetricFilterResponse,
} from "@aws-sdk/client-cloudwatch-logs";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { list, string } from "../../../core/rules";
import { operation } from "../../operation";
import { filterPatternText } from "../fields";
import { filterPattern } from "../filter-pattern";
import { createExtraction } from "../filters/extracted-values";

const members = {
  filterPattern: required(filterPatternText),
  logEventMessages: required(list(string({ length: { min: 1 } }), { min: 1, max: 50 })),
} satisfies Members<TestMetricFilterRequest>;

/**
 * Answers which messages a pattern matches, and the values that it extracts.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html
 */
export const testMetricFilter = operation(
  TestMetricFilter$,
  members,
  (_cloud, { filterPattern: pattern, logEventMessages }): Reply<TestMetricFilterResponse> => {
    const isWanted = filterPattern(pattern);
    const extraction = createExtraction(pattern);
    const matches = logEventMessages.flatMap((eventMessage, index) =>
      isWanted(eventMessage)
        ? [{ eventNumber: index + 1, eventMessage, extractedValues: extraction.extractAll(eventMessage) }]
        : [],
    );
    return { matches };
  },
);
