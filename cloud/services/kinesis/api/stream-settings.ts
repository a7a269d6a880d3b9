import {
  DecreaseStreamRetentionPeriod$,
  IncreaseStreamRetentionPeriod$,
  UpdateMaxRecordSize$,
  UpdateStreamMode$,
  StartStreamEncryption$,
  StopStreamEncryption$,
} from "@aws-sdk/client-kinesis";
import type * as sdk from "@aws-sdk/client-kinesis";
import { required, type Members, refused, structure } from "../../../core/members";
import { operation } from "../../framework/operation";
import * as fields from "../model/fields";
import { changeRetention, checkOnDemandLimit, filterLastDay } from "../model/retention";
import { createTooManyChangesFault } from "../model/faults";
import { createStoredOnly } from "../../../core/telling";
import { findKey } from "../../kms/model/keys";

const streamRetentionPeriodMembers = {
  RetentionPeriodHours: required(fields.retentionHours),
  ...fields.streamMembers,
} satisfies Members<sdk.DecreaseStreamRetentionPeriodInput> & Members<sdk.IncreaseStreamRetentionPeriodInput>;

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

const decreaseStreamRetentionPeriodMembers = {
  MaxRecordSizeInKiB: required(fields.maxRecordKiB),
  StreamARN: required(fields.streamArn),
  StreamId: refused(),
} satisfies Members<sdk.UpdateMaxRecordSizeInput>;

export const updateMaxRecordSize = operation(
  UpdateMaxRecordSize$,
  decreaseStreamRetentionPeriodMembers,
  (cloud, request): void => {
    cloud.kinesis.begin(
      cloud.kinesis.requireChangeable(request),
      { kind: "mode" },
      { maxRecordKiB: request.MaxRecordSizeInKiB },
    );
  },
);

const modeDetails = { StreamMode: required(fields.streamMode) } satisfies Members<sdk.StreamModeDetails>;

const updateStreamModeMembers = {
  StreamARN: required(fields.streamArn),
  StreamModeDetails: required(structure(modeDetails)),
  StreamId: refused(),
  WarmThroughputMiBps: refused(),
} satisfies Members<sdk.UpdateStreamModeInput>;

const MAX_A_DAY = 2;

/** Switches between on-demand and provisioned mode (KDS-025). */
export const updateStreamMode = operation(UpdateStreamMode$, updateStreamModeMembers, (cloud, request): void => {
  const stream = cloud.kinesis.requireChangeable(request);
  const modeChangedAt = filterLastDay(stream.stored.modeChangedAt, cloud.now());
  if (modeChangedAt.length >= MAX_A_DAY) throw createTooManyChangesFault("UpdateStreamMode", MAX_A_DAY);
  const { StreamMode: mode } = request.StreamModeDetails;
  if (mode === "ON_DEMAND" && stream.stored.mode !== mode) checkOnDemandLimit(cloud);
  cloud.kinesis.begin(stream, { kind: "mode" }, { mode, modeChangedAt: [...modeChangedAt, cloud.now()] });
});

const streamEncryptionMembers = {
  ...fields.streamMembers,
  EncryptionType: required(fields.encryptionType),
  KeyId: required(fields.encryptionKey),
} satisfies Members<sdk.StartStreamEncryptionInput> & Members<sdk.StopStreamEncryptionInput>;

/**
 * Descriptions and the answers to writes name the key, but records are stored unencrypted.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StartStreamEncryption.html
 */
export const startStreamEncryption = createStoredOnly(
  "Kinesis: the encryption of a stream",
  operation(StartStreamEncryption$, streamEncryptionMembers, (cloud, request): void => {
    const stream = cloud.kinesis.requireChangeable(request);
    findKey(cloud.kms, request.KeyId, (code) => (code.startsWith("KMS") ? code : `KMS${code}`));
    cloud.kinesis.begin(stream, { kind: "mode" }, { encryptionKey: request.KeyId });
  }),
);

/** Removes the key from descriptions and answers. */
export const stopStreamEncryption = operation(
  StopStreamEncryption$,
  streamEncryptionMembers,
  (cloud, request): void => {
    const stream = cloud.kinesis.requireChangeable(request);
    cloud.kinesis.begin(stream, { kind: "mode" }, { encryptionKey: undefined });
  },
);
