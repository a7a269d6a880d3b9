import type { LiveFigures } from "../../core/live-figures";
import type { Lab } from "../lab";
import type { SourcePosition } from "../kinesis/source";

/** What moves in each delivery stream: what it took, what it still has to read, and what waits in its buffers. */
export const live = (cloud: Lab): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    cloud.firehose.list().map(({ name, status, source }): [string, LiveFigures] => {
      const delivery = cloud.firehose.findActive(name)?.delivery;
      if (delivery === undefined) return [name, { status }];
      const { buffered, waiting } = delivery.pending();
      return [
        name,
        {
          status,
          accepted: delivery.accepted,
          behind: source === undefined ? 0 : behind(cloud, source.arn, delivery.sourcePositions),
          buffers: buffered.length,
          records: buffered.reduce((sum, { records }) => sum + records, 0),
          bytes: buffered.reduce((sum, { bytes }) => sum + bytes, 0),
          waiting,
          ...(buffered.length === 0 ? {} : { dueAt: Math.min(...buffered.map(({ dueAt }) => dueAt)) }),
        },
      ];
    }),
  );

/** The records of the source that were not read yet. Shards behind those that are being read are not counted. */
function behind({ kinesis }: Lab, arn: string, positions: readonly SourcePosition[]): number {
  const shards = new Map(kinesis.findByArn(arn)?.shards.map((shard) => [shard.index, shard]));
  return positions.reduce(
    (sum, { shard, number }) => sum + Math.max(0, (shards.get(shard)?.log.next ?? 0) - number),
    0,
  );
}
