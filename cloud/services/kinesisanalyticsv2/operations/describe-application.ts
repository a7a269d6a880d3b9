import {
  DescribeApplication$,
  type DescribeApplicationRequest,
  type DescribeApplicationResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { noted, optional, required, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { operation } from "../../operation";
import { createDetail } from "../describe";
import { applicationName } from "../fields";

const NO_PLAN = {
  what: "`IncludeAdditionalDetails`: the job's plan is left out",
  says: "Managed Service for Apache Flink: IncludeAdditionalDetails; the lab cloud leaves the job's plan out",
};
const members = {
  ApplicationName: required(applicationName),
  // On AWS this adds the job's plan, which the lab cloud shows only on Flink's own page.
  IncludeAdditionalDetails: noted(optional(boolean()), NO_PLAN),
} satisfies Members<DescribeApplicationRequest>;

export const describeApplication = operation(
  DescribeApplication$,
  members,
  ({ kinesisanalyticsv2: { applications } }, { ApplicationName: name }): DescribeApplicationResponse => ({
    ApplicationDetail: createDetail(applications.get(name), applications.createArn(name)),
  }),
);
