/** The endpoint, region and keys of AWS or the lab cloud, as the SDK's clients take them. Members left out come from the environment. */
export interface Connection {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A file of a lab's solution. */
export interface SolutionFile {
  /** The file's path in the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Options for setting up a lab's givens. */
export interface GivenOptions {
  readonly connection?: Connection;
  /** Nothing exists in this account yet, as in the cloud of a graded run: then no resource is looked for. */
  readonly isEmpty?: boolean;
  /** The solution's files, for a learner's own lab cloud; left out on AWS, and in a cloud that grades. */
  readonly solution?: readonly SolutionFile[];
  /** Reports a line for each resource that was set up. */
  say?(line: string): void;
}

/**
 * The services that a lab needs on AWS, and its use of them: the basis of cost estimates, and of the test whether a
 * region has all of them.
 */
interface AwsNeeds {
  /** The hours that the lab takes. */
  readonly hours: number;
  /** The services, by the names of their SDK clients: `kinesis`, `firehose`. */
  readonly services: readonly string[];
  /** Units that are billed by the hour, by the id of their price in `cloud/prices.json`. */
  readonly perHour: Readonly<Record<string, number>>;
  /** Units that are billed by use, in one run of the whole lab, by the id of their price. */
  readonly perRun: Readonly<Record<string, number>>;
}

/** A lab, for all code outside of the lesson itself. */
export interface Lab {
  /** `01-streaming-ingestion`: the name of its folder in `course/`, and the prefix of its exercises' ids. */
  readonly id: string;
  /** `01`: the name in commands, as in `npx labs check 01`. */
  readonly number: string;
  readonly title: string;
  /** The learner's notebook: `notebooks/01-streaming-ingestion.ipynb`. */
  readonly notebook: string;
  /** The scripts that a learner edits, by path in the project; their sources are in the lab's folder `scripts/`. */
  readonly scripts: readonly string[];
  /** The folder of the project that `labs review` reviews, with the scripts in it; undefined for a lab without one. */
  readonly project: string | undefined;
  /** Undefined for a lab that does not declare its needs. */
  readonly onAws: AwsNeeds | undefined;
  /** Sets up the lab's givens, on AWS and in the lab cloud; resources that exist are kept. The code is imported only when this is called. */
  readonly applyGivens: (options: GivenOptions) => Promise<void>;
}

/** A lab's entry in the list of labs. */
interface LabFacts {
  readonly title: string;
  readonly scripts?: readonly string[];
  readonly project?: string;
  readonly onAws?: AwsNeeds;
  /** Imports the lab's `given/index.ts`, for a lab with givens. */
  readonly importGiven?: () => Promise<{ applyGivens(options: GivenOptions): Promise<void> }>;
}

/** A lab, with the members that follow from its id. */
export function createLab(id: string, { title, scripts = [], project, onAws, importGiven }: LabFacts): Lab {
  return {
    id,
    number: id.replace(/-.*$/, ""),
    title,
    notebook: `notebooks/${id}.ipynb`,
    scripts,
    project,
    onAws,
    applyGivens: async (options) => {
      if (importGiven === undefined) options.say?.(`Lab ${id.replace(/-.*$/, "")} takes nothing as given.`);
      else await (await importGiven()).applyGivens(options);
    },
  };
}
