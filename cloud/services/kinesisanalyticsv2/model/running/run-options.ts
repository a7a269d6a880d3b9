import { JobFailure } from "./job-failure";
import type { StoredConfiguration } from "../stored-application";

/** The property group in which a Python application names the files of its zip. */
const RUN_OPTIONS = "kinesis.analytics.flink.run.options";
/** @see https://docs.aws.amazon.com/managed-flink/latest/java/how-python-creating.html */
const NOT_ON_AWS = ["pyModule", "pyExecutable", "pyRequirements"];

/** The files of a Python application, as paths inside its zip. */
export interface RunOptions {
  /** The script with the main program. */
  readonly python: string;
  /** The jar with connectors and functions in Java. */
  readonly jarfile: string | undefined;
  readonly pyFiles: readonly string[];
  readonly pyArchives: readonly string[];
}

/**
 * Reads the run options.
 *
 * @returns undefined if they name no Python script: the code is a jar
 * @throws JobFailure for options that AWS does not have
 */
export function runOptions(properties: StoredConfiguration["properties"]): RunOptions | undefined {
  const group = properties.find(({ PropertyGroupId: id }) => id === RUN_OPTIONS);
  const { python, jarfile, pyFiles, pyArchives, ...others } = group?.PropertyMap ?? {};
  const [other] = Object.keys(others);
  if (other !== undefined && NOT_ON_AWS.includes(other))
    throw new JobFailure(`Managed Flink does not take ${other} in ${RUN_OPTIONS}: put all code into the zip.`);
  if (other !== undefined)
    throw new JobFailure(
      `${RUN_OPTIONS} has no option ${other}. It has python, jarfile, pyFiles and pyArchives, with capitals as here.`,
    );
  if (python === undefined) return undefined;
  return { python, jarfile, pyFiles: splitList(pyFiles), pyArchives: splitList(pyArchives) };
}

const splitList = (text = ""): readonly string[] =>
  text
    .split(/[;,]/)
    .map((item) => item.trim())
    .filter((item) => item !== "");
