import { IncreaseStreamRetentionPeriod$, type IncreaseStreamRetentionPeriodInput } from "@aws-sdk/client-kinesis";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { retentionHours, streamMembers } from "../fields";
import { changeRetention } from "../retention";

const members = {
  RetentionPeriodHours: required(retentionHours),
  ...streamMembers,
} satisfies Members<IncreaseStreamRetentionPeriodInput>;

export const increaseStreamRetentionPeriod = operation(
  IncreaseStreamRetentionPeriod$,
  members,
  (cloud, request): void => {
    changeRetention(cloud.kinesis, cloud.kinesis.requireChangeable(request), {
      to: request.RetentionPeriodHours,
      direction: "increase",
    });
  },
);
