// Prints, as JSON, which files of the lab cloud run for a PutRecords: those with functions that V8 has counted.
import { Session } from "node:inspector/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { CreateStreamCommand, KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { startCloud } from "../index";

const ROOT = join(import.meta.dirname, "..", "..");

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true });

/** The files with functions that were called since the last call of this function. */
async function takeFiles(): Promise<string[]> {
  const { result } = await session.post("Profiler.takePreciseCoverage");
  return result
    .filter(({ url }) => url.startsWith("file:"))
    .filter(({ functions }) => functions.some(({ ranges }) => ranges.some(({ count }) => count > 0)))
    .map(({ url }) => relative(ROOT, fileURLToPath(url)))
    .filter((file) => /^(cloud|foundation)\//.test(file) && !file.startsWith("cloud/testing/"));
}

const cloud = await startCloud({ port: 0, speed: 0 });
const { endpoint, region, credentials } = cloud;
// Otherwise the client would open a connection for each call.
const requestHandler = { disableConcurrentStreams: false };
const client = new KinesisClient({ endpoint, region, credentials, requestHandler });
await client.send(new CreateStreamCommand({ StreamName: "trips", ShardCount: 2 }));
await cloud.clock.advance(1);
const records = [{ PartitionKey: "some key", Data: Buffer.from("some data") }];
const put = () => client.send(new PutRecordsCommand({ StreamName: "trips", Records: records }));
// The first one opens the stream's log, and compiles the reader of the input.
await put();
await takeFiles();
await put();
console.log(JSON.stringify(await takeFiles()));
client.destroy();
await cloud.stop();
// The inspector's session would keep the process open.
session.disconnect();
