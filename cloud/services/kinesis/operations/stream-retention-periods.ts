import {
  DecreaseStreamRetentionPeriod$,
  IncreaseStreamRetentionPeriod$,
  type DecreaseStreamRetentionPeriodInput,
  type IncreaseStreamRetentionPeriodInput,
} from "@aws-sdk/client-kinesis";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { retentionHours, streamMembers } from "../fields";
import { changeRetention } from "../retention";

const decreaseStreamRetentionPeriodMembers = {
  RetentionPeriodHours: required(retentionHours),
  ...streamMembers,
} satisfies Members<DecreaseStreamRetentionPeriodInput>;

export const decreaseStreamRetentionPeriod = operation(
  DecreaseStreamRetentionPeriod$,
  decreaseStreamRetentionPeriodMembers,
  (cloud, request): void => {
    changeRetention(cloud.kinesis, cloud.kinesis.requireChangeable(request), {
      to: request.RetentionPeriodHours,
      direction: "decrease",
    });
  },
);

const increaseStreamRetentionPeriodMembers = {
  RetentionPeriodHours: required(retentionHours),
  ...streamMembers,
} satisfies Members<IncreaseStreamRetentionPeriodInput>;

export const increaseStreamRetentionPeriod = operation(
  IncreaseStreamRetentionPeriod$,
  increaseStreamRetentionPeriodMembers,
  (cloud, request): void => {
    changeRetention(cloud.kinesis, cloud.kinesis.requireChangeable(request), {
      to: request.RetentionPeriodHours,
      direction: "increase",
    });
  },
);
