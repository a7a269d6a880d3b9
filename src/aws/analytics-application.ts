import {
  type ApplicationDetail,
  type Input,
  type Output,
  type RuntimeEnvironment,
  AddApplicationOutputCommand,
  CreateApplicationCommand,
  DeleteApplicationCommand,
  DescribeApplicationCommand,
  KinesisAnalyticsV2Client,
  ResourceNotFoundException,
  StopApplicationCommand,
  UpdateApplicationCommand,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { createLabTags, tagList } from "./lab-tags";
import { deleteApplicationLine } from "./repair-commands";
import { waitQuietly } from "../waiting/wait-quietly";

/** An analytics application that is connected to a stream, without SQL yet. */
export interface AnalyticsApplication {
  readonly applicationName: string;
  readonly description: string;
  /** `SQL-1_0`, or a runtime of Flink, such as `FLINK-1_20`. */
  readonly runtime: RuntimeEnvironment;
  /** The IAM role that the service uses to read the stream and write to destinations. */
  readonly roleArn: string;
  /** The stream that the application reads, and how its records become rows. */
  readonly input: Input;
}

/**
 * Creates an analytics application that reads a stream, unless there is one of that name, and says which of the two.
 *
 * @throws AWS's error if it refuses. AWS itself refuses new SQL applications since October 2025: there the
 * function only prints so
 */
export async function createAnalyticsApplication(application: AnalyticsApplication): Promise<void> {
  const { applicationName, description, runtime, roleArn, input } = application;
  if ((await describeApplication({ applicationName })) !== undefined) {
    console.log(
      `Application ${applicationName} already exists and was left unchanged. To replace it, run this line in a new cell, then this cell again:\n  ${deleteApplicationLine(applicationName)}`,
    );
    return;
  }
  const request = new CreateApplicationCommand({
    ApplicationName: applicationName,
    ApplicationDescription: description,
    RuntimeEnvironment: runtime,
    ServiceExecutionRole: roleArn,
    ApplicationConfiguration: { SqlApplicationConfiguration: { Inputs: [input] } },
    Tags: tagList(await createLabTags()),
  });
  try {
    await new KinesisAnalyticsV2Client({}).send(request);
  } catch (error) {
    if (process.env["AWS_ENDPOINT_URL"] !== undefined) throw error;
    console.log(
      `AWS has discontinued SQL applications. Its message: ${String(error)}\nContinue with part 7: the same on Flink.`,
    );
    return;
  }
  console.log(`Application ${applicationName} created: it reads ${input.KinesisStreamsInput?.ResourceARN}.`);
}

/** Sets an application's SQL, as the button *Save and run* of the SQL editor does, without running it. @throws CodeValidationException with line and column */
export async function saveQuery({ applicationName, query }: { applicationName: string; query: string }): Promise<void> {
  const version = await findVersion(applicationName);
  if (version === undefined) return;
  await new KinesisAnalyticsV2Client({}).send(
    new UpdateApplicationCommand({
      ApplicationName: applicationName,
      CurrentApplicationVersionId: version,
      ApplicationConfigurationUpdate: {
        ApplicationCodeConfigurationUpdate: {
          CodeContentTypeUpdate: "PLAINTEXT",
          CodeContentUpdate: { TextContentUpdate: query },
        },
      },
    }),
  );
  console.log(`Application ${applicationName} now has its SQL: ${query.split("\n").length} lines.`);
}

/** Connects one of an application's streams to a destination, unless that stream is connected already. */
export async function connectDestination({
  applicationName,
  output,
}: {
  applicationName: string;
  output: Output;
}): Promise<void> {
  const version = await findVersion(applicationName);
  if (version === undefined) return;
  const connected = getOutputs(await describeApplication({ applicationName }));
  if (connected.some(({ Name }) => Name === output.Name)) {
    console.log(`${output.Name} is already connected; nothing changed.`);
    return;
  }
  await new KinesisAnalyticsV2Client({}).send(
    new AddApplicationOutputCommand({
      ApplicationName: applicationName,
      CurrentApplicationVersionId: version,
      Output: output,
    }),
  );
  console.log(`${output.Name} is connected.`);
}

const getOutputs = (detail: ApplicationDetail | undefined) =>
  detail?.ApplicationConfigurationDescription?.SqlApplicationConfigurationDescription?.OutputDescriptions ?? [];

/** The version number that a change has to name; prints a line and gives undefined if there is no such application. */
async function findVersion(applicationName: string): Promise<number | undefined> {
  const detail = await describeApplication({ applicationName });
  if (detail === undefined) console.log(`There is no application ${applicationName}: was it created in 4.3?`);
  return detail?.ApplicationVersionId;
}

/** AWS's description of an application; undefined if there is none of that name. */
export async function describeApplication({
  applicationName,
}: {
  applicationName: string;
}): Promise<ApplicationDetail | undefined> {
  try {
    const command = new DescribeApplicationCommand({ ApplicationName: applicationName });
    return (await new KinesisAnalyticsV2Client({}).send(command)).ApplicationDetail;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** Stops an application if it runs, waits until it has stopped, and prints its status. */
export async function stopApplication({ applicationName }: { applicationName: string }): Promise<void> {
  const running = (await describeApplication({ applicationName }))?.ApplicationStatus === "RUNNING";
  if (running)
    await new KinesisAnalyticsV2Client({}).send(new StopApplicationCommand({ ApplicationName: applicationName }));
  const detail = await waitQuietly(async () => {
    const found = await describeApplication({ applicationName });
    return found?.ApplicationStatus !== "STOPPING" && { status: found?.ApplicationStatus ?? "not there" };
  });
  console.log(`Application ${applicationName} ${running ? "was stopped" : "wasn't running"}: it is ${detail.status}.`);
}

/** Deletes an application, even while it runs, and prints that it did. */
export async function deleteApplication({ applicationName }: { applicationName: string }): Promise<void> {
  // AWS does not delete an application that is starting or stopping.
  const detail = await waitQuietly(async () => {
    const found = await describeApplication({ applicationName });
    return found === undefined ? "gone" : /^(READY|RUNNING)$/.test(found.ApplicationStatus ?? "") && found;
  });
  if (detail === "gone") {
    console.log(`Application ${applicationName} does not exist.`);
    return;
  }
  await new KinesisAnalyticsV2Client({}).send(
    new DeleteApplicationCommand({ ApplicationName: applicationName, CreateTimestamp: detail.CreateTimestamp }),
  );
  await waitQuietly(async () => (await describeApplication({ applicationName })) === undefined);
  console.log(`Application ${applicationName} deleted.`);
}
