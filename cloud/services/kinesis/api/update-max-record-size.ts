import { UpdateMaxRecordSize$, type UpdateMaxRecordSizeInput } from "@aws-sdk/client-kinesis";
import { refused, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { maxRecordKiB, streamArn } from "../model/fields";

const members = {
  MaxRecordSizeInKiB: required(maxRecordKiB),
  StreamARN: required(streamArn),
  StreamId: refused(),
} satisfies Members<UpdateMaxRecordSizeInput>;

export const updateMaxRecordSize = operation(UpdateMaxRecordSize$, members, (cloud, request): void => {
  cloud.kinesis.begin(
    cloud.kinesis.requireChangeable(request),
    { kind: "mode" },
    { maxRecordKiB: request.MaxRecordSizeInKiB },
  );
});
