import {
  DecreaseStreamRetentionPeriod$,
  IncreaseStreamRetentionPeriod$,
  type DecreaseStreamRetentionPeriodInput,
  type IncreaseStreamRetentionPeriodInput,
} from "@aws-sdk/client-kinesis";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { retentionHours, streamMembers } from "../model/fields";
import { changeRetention } from "../model/retention";

const streamRetentionPeriodMembers = {
  RetentionPeriodHours: required(retentionHours),
  ...streamMembers,
} satisfies Members<DecreaseStreamRetentionPeriodInput> & Members<IncreaseStreamRetentionPeriodInput>;

export const decreaseStreamRetentionPeriod = operation(
  DecreaseStreamRetentionPeriod$,
  streamRetentionPeriodMembers,
  (cloud, request): void => {
    changeRetention(cloud.kinesis, cloud.kinesis.requireChangeable(request), {
      to: request.RetentionPeriodHours,
      direction: "decrease",
    });
  },
);

export const increaseStreamRetentionPeriod = operation(
  IncreaseStreamRetentionPeriod$,
  streamRetentionPeriodMembers,
  (cloud, request): void => {
    changeRetention(cloud.kinesis, cloud.kinesis.requireChangeable(request), {
      to: request.RetentionPeriodHours,
      direction: "increase",
    });
  },
);
