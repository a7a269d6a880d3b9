import type { ApplicationDetail } from "@aws-sdk/client-kinesis-analytics-v2";
import type { Settings } from "./firehose-settings";

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
  return {
    ...(RuntimeEnvironment === undefined ? {} : { runtime: RuntimeEnvironment }),
    ...(source?.ResourceARN === undefined ? {} : { "source stream": getResourceName(source.ResourceARN) }),
    ...(NamePrefix === undefined ? {} : { "stream's prefix": NamePrefix }),
    ...Object.fromEntries(
      columns.map(({ Name = "", Mapping = "", SqlType = "" }) => [`column ${Name}`, `${SqlType} from ${Mapping}`]),
    ),
    ...Object.fromEntries(
      OutputDescriptions.map(({ Name = "", KinesisFirehoseOutputDescription: firehose, DestinationSchema }) => [
        `destination of ${Name}`,
        `${getResourceName(firehose?.ResourceARN ?? "another service")} as ${DestinationSchema?.RecordFormatType ?? "unknown"}`,
      ]),
    ),
  };
}

const getResourceName = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
