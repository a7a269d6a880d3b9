import type { ApplicationDetail } from "@aws-sdk/client-kinesis-analytics-v2";
import { getLastName, removeUndefined, type Settings } from "./firehose-settings";

/**
 * The settings of an SQL application as AWS describes it, in words: its runtime, the stream that it reads, each column, and where each of its
 * streams goes. Its SQL is not among them, since a cell replaces it each time.
 */
export function toApplicationSettings({
  RuntimeEnvironment,
  ApplicationConfigurationDescription,
}: Partial<ApplicationDetail>): Settings {
  const { InputDescriptions = [], OutputDescriptions = [] } =
    ApplicationConfigurationDescription?.SqlApplicationConfigurationDescription ?? {};
  const [{ KinesisStreamsInputDescription: source, NamePrefix, InputSchema } = {}] = InputDescriptions;
  const columns = InputSchema?.RecordColumns ?? [];
  return removeUndefined({
    runtime: RuntimeEnvironment,
    "source stream": getLastName(source?.ResourceARN),
    "stream's prefix": NamePrefix,
    ...Object.fromEntries(
      columns.map(({ Name = "", Mapping = "", SqlType = "" }) => [`column ${Name}`, `${SqlType} from ${Mapping}`]),
    ),
    ...Object.fromEntries(
      OutputDescriptions.map(({ Name = "", KinesisFirehoseOutputDescription: firehose, DestinationSchema }) => [
        `destination of ${Name}`,
        `${getLastName(firehose?.ResourceARN) ?? "another service"} as ${DestinationSchema?.RecordFormatType ?? "unknown"}`,
      ]),
    ),
  });
}
