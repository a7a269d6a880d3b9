import {
  KinesisAnalyticsV2Client,
  KinesisAnalyticsV2ServiceException,
  StartApplicationCommand,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { waitUntil } from "../waiting/wait-until";
import { describeApplication } from "../aws/analytics-application";

/**
 * Starts an application if applications can run here: the lab cloud needs Flink, and AWS no longer runs SQL
 * applications. An SQL application reads its stream from the oldest record; the SQL of a Studio notebook says where. Otherwise, one line says why it can't run.
 *
 * @returns whether the application runs
 */
export async function startApplicationIfPossible({ applicationName }: { applicationName: string }): Promise<boolean> {
  if (process.env["LABS_GRADING"] === "1") return reportNotStarted("Flink is not started here.");
  const detail = await describeApplication({ applicationName });
  if (detail === undefined) return reportNotStarted(`There is no application ${applicationName}.`);
  if (detail.ApplicationStatus === "RUNNING") return true;
  const [input] =
    detail.ApplicationConfigurationDescription?.SqlApplicationConfigurationDescription?.InputDescriptions ?? [];
  try {
    await new KinesisAnalyticsV2Client({}).send(
      new StartApplicationCommand({
        ApplicationName: applicationName,
        RunConfiguration:
          input === undefined
            ? {}
            : {
                SqlRunConfigurations: [
                  {
                    InputId: input.InputId,
                    InputStartingPositionConfiguration: { InputStartingPosition: "TRIM_HORIZON" },
                  },
                ],
              },
      }),
    );
  } catch (error) {
    if (!(error instanceof KinesisAnalyticsV2ServiceException)) throw error;
    return reportNotStarted(error.message);
  }
  const status = await waitUntil({
    what: `the application ${applicationName} to run`,
    check: async () => {
      const now = (await describeApplication({ applicationName }))?.ApplicationStatus;
      return now !== "STARTING" && now;
    },
  });
  if (status === "RUNNING") return true;
  return reportNotStarted(`The application is ${status}: its log says why.`);
}

function reportNotStarted(why: string): false {
  console.log(`The application does not run: ${why.split("\n")[0]}`);
  return false;
}
