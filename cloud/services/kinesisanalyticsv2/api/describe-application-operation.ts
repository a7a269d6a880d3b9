import {
  DescribeApplicationOperation$,
  type DescribeApplicationOperationRequest,
  type DescribeApplicationOperationResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import * as faults from "../model/faults";
import { applicationName } from "../model/fields";

const members = {
  ApplicationName: required(applicationName),
  OperationId: required(string({ length: { min: 1, max: 64 } })),
} satisfies Members<DescribeApplicationOperationRequest>;

export const describeApplicationOperation = operation(
  DescribeApplicationOperation$,
  members,
  ({ now, kinesisanalyticsv2: { applications } }, request): DescribeApplicationOperationResponse => {
    const found = applications.get(request.ApplicationName).operations.find(({ id }) => id === request.OperationId);
    if (found === undefined) throw faults.createOperationNotFoundFault(request.OperationId);
    const { name, startedAt, endedAt, status, error, versions } = found;
    return {
      ApplicationOperationInfoDetails: {
        Operation: name,
        StartTime: new Date(startedAt),
        EndTime: new Date(endedAt ?? now()),
        OperationStatus: status,
        ...(versions === undefined
          ? {}
          : {
              ApplicationVersionChangeDetails: {
                ApplicationVersionUpdatedFrom: versions.from,
                ApplicationVersionUpdatedTo: versions.to,
              },
            }),
        ...(error === undefined ? {} : { OperationFailureDetails: { ErrorInfo: { ErrorString: error } } }),
      },
    };
  },
);
