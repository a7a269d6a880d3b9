import { UpdateStreamMode$, type StreamModeDetails, type UpdateStreamModeInput } from "@aws-sdk/client-kinesis";
import { refused, required, structure, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createTooManyChangesFault } from "../model/faults";
import { streamArn, streamMode } from "../model/fields";
import { checkOnDemandLimit, filterLastDay } from "../model/limits";

const modeDetails = { StreamMode: required(streamMode) } satisfies Members<StreamModeDetails>;

const members = {
  StreamARN: required(streamArn),
  StreamModeDetails: required(structure(modeDetails)),
  StreamId: refused(),
  WarmThroughputMiBps: refused(),
} satisfies Members<UpdateStreamModeInput>;

const MAX_A_DAY = 2;

/** Switches between on-demand and provisioned mode (KDS-025). */
export const updateStreamMode = operation(UpdateStreamMode$, members, (cloud, request): void => {
  const stream = cloud.kinesis.requireChangeable(request);
  const modeChangedAt = filterLastDay(stream.stored.modeChangedAt, cloud.now());
  if (modeChangedAt.length >= MAX_A_DAY) throw createTooManyChangesFault("UpdateStreamMode", MAX_A_DAY);
  const { StreamMode: mode } = request.StreamModeDetails;
  if (mode === "ON_DEMAND" && stream.stored.mode !== mode) checkOnDemandLimit(cloud);
  cloud.kinesis.begin(stream, { kind: "mode" }, { mode, modeChangedAt: [...modeChangedAt, cloud.now()] });
});
