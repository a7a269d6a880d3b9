import { CreateStreamCommand, KinesisClient, ResourceInUseException } from "@aws-sdk/client-kinesis";
import type { Context } from "./context";
import { SOURCE_STREAM } from "./names";

/** The stream that the web shop writes to, with 2 shards. It can be used some seconds later. */
export async function sourceStream({ connection, say }: Context): Promise<void> {
  const kinesis = new KinesisClient(connection);
  try {
    await kinesis.send(new CreateStreamCommand({ StreamName: SOURCE_STREAM, ShardCount: 2 }));
    say(`Data stream ${SOURCE_STREAM}: created`);
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    say(`Data stream ${SOURCE_STREAM}: there already`);
  } finally {
    kinesis.destroy();
  }
}
