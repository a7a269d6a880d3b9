import { delimiter, join } from "node:path";
import { addLoopback } from "../setup/loopback.mjs";
import { getVenvBin } from "../setup/venv.mjs";

export interface CloudAccess {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Token for the cloud's own pages, /_lab and /console. */
  readonly token: string;
}

/** Keeps the AWS SDK from warning about this version of Node. */
export const QUIET_SDK = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";

type Variables = Record<string, string>;

/**
 * Environment variables that could make a client use another cloud: profiles, sessions, endpoints of single services.
 */
const LEARNER_AWS = /^(AWS_|BOTO_)/;
const FOREIGN_PYTHON = ["PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"];

/**
 * The environment for JupyterLab and all its descendants: kernels, terminals, scripts.
 *
 * @param root   the project's folder
 * @param cloud  the lab cloud; undefined when the labs run against AWS (`LABS_TARGET=aws`): then the learner's own AWS settings stay
 * @param from   the environment that `npm start` was given
 */
export function createLabEnvironment(
  root: string,
  cloud: CloudAccess | undefined,
  from: NodeJS.ProcessEnv = process.env,
): Variables {
  const variables: Variables = {};
  for (const [name, value] of Object.entries(from)) {
    if (value === undefined || FOREIGN_PYTHON.includes(name) || name.startsWith("npm_") || name.startsWith("JUPYTER"))
      continue;
    // On AWS only the endpoint is removed, which may be left from a lab cloud in the same shell.
    if (cloud === undefined ? name === "AWS_ENDPOINT_URL" : LEARNER_AWS.test(name)) continue;
    variables[name] = value;
  }
  // Windows spells it `Path`, and keeps it so in a copied environment.
  const { Path, PATH, ...others } = variables;
  return { ...others, ...createSessionVariables(root, cloud, PATH ?? Path ?? "") };
}

/**
 * Only the variables that the labs add. They are also written into a file for terminals, whose start-up files may
 * overwrite some of them.
 */
export function createSessionVariables(root: string, cloud: CloudAccess | undefined, path: string): Variables {
  const tools = [getVenvBin(root), join(root, "node_modules", ".bin")];
  const known = path.split(delimiter).filter((folder) => folder !== "" && !tools.includes(folder));
  const jupyter = join(root, ".labs", "jupyter");
  return {
    PATH: [...tools, ...known].join(delimiter),
    VIRTUAL_ENV: join(root, ".venv"),
    PYTHONNOUSERSITE: "1",
    JUPYTER_CONFIG_DIR: join(jupyter, "config"),
    JUPYTER_DATA_DIR: join(jupyter, "data"),
    JUPYTER_RUNTIME_DIR: join(jupyter, "runtime"),
    JUPYTER_PREFER_ENV_PATH: "1",
    IPYTHONDIR: join(jupyter, "ipython"),
    // Otherwise the SDK's warning about future versions of Node would be the first line that a learner's script prints.
    [QUIET_SDK]: "true",
    ...(cloud === undefined ? { LABS_TARGET: "aws" } : createCloudVariables(root, cloud)),
  };
}

function createCloudVariables(root: string, cloud: CloudAccess): Variables {
  const aws = join(root, ".labs", "aws");
  return {
    LABS_TARGET: "cloud",
    LABS_CLOUD_TOKEN: cloud.token,
    AWS_ENDPOINT_URL: cloud.endpoint,
    // The lab cloud's API of made-up people, for producers, the same as on the cloud's instances; on AWS a script uses
    // its own default.
    RANDOM_USER_API: `${cloud.endpoint}/_lab/random-user/api/`,
    AWS_REGION: cloud.region,
    AWS_DEFAULT_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: cloud.accessKeyId,
    AWS_SECRET_ACCESS_KEY: cloud.secretAccessKey,
    // The learner's own profiles are neither read nor, by `aws configure`, changed.
    AWS_CONFIG_FILE: join(aws, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(aws, "credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
    // Requests to this machine's own address must not go through a proxy.
    NO_PROXY: addLoopback(process.env["NO_PROXY"]),
    no_proxy: addLoopback(process.env["no_proxy"]),
  };
}
