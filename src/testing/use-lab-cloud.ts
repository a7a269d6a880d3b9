import { startCloud, type Cloud, type CloudOptions, type JournalEntry } from "../../cloud/index";

export interface LabCloudInTests {
  readonly cloud: Cloud;
  /** The calls of one operation by the running test so far, such as all `CreateStream` calls. */
  getCalls(operation: string): JournalEntry[];
}

/**
 * Starts a lab cloud for the tests of a `describe`, and points this process at it as `npm start` points a notebook.
 *
 * By default the cloud's clock is stepped: it moves only when a test moves it.
 */
export function useLabCloud(options: CloudOptions = {}): LabCloudInTests {
  return createUseCloud({
    start: () => startLabCloud(options),
    stop: (cloud) => cloud.stop(),
  });
}

/** Starts a lab cloud as `useLabCloud` does; the caller stops it. */
export const startLabCloud = (options: CloudOptions): Promise<Cloud> =>
  startCloud({ port: 0, speed: 0, seed: 1, startAt: "2030-01-01T00:00:00Z", allowCode: true, ...options });

/** As `useLabCloud`, for a cloud that is started and stopped in another way. */
export function createUseCloud({
  start,
  stop,
}: {
  start(): Promise<Cloud>;
  stop(cloud: Cloud): Promise<void>;
}): LabCloudInTests {
  let cloud: Cloud | undefined;
  let seen = 0;
  // Undefined in a suite that is skipped, which starts no cloud and has no environment to restore.
  let environment: NodeJS.ProcessEnv | undefined;
  const getRunning = (): Cloud => {
    if (!cloud) throw new Error("The lab cloud runs only during tests.");
    return cloud;
  };
  before(async () => {
    environment = { ...process.env };
    cloud = await start();
    Object.assign(process.env, createEnvironment(cloud));
  });
  beforeEach(() => {
    seen = getRunning().journal.last;
  });
  after(async () => {
    if (environment === undefined) return;
    for (const name of Object.keys(process.env))
      if (environment[name] === undefined) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, environment);
    if (cloud) await stop(cloud);
  });
  return {
    get cloud() {
      return getRunning();
    },
    getCalls: (operation) =>
      getRunning()
        .journal.listAfter(seen)
        .filter((entry) => entry.operation === operation),
  };
}

/** The variables that `npm start` puts into the environment of notebooks, terminals and scripts. */
function createEnvironment({ endpoint, region, credentials, token }: Cloud): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    LABS_CLOUD_TOKEN: token,
  };
}
