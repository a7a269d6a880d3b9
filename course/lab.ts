/** How to reach AWS or the lab cloud, as the SDK's clients take it. Empty: from the environment, as everywhere in the course. */
export interface Connection {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A file of a lab's solution. */
export interface SolutionFile {
  /** Where it belongs in the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** What a lab's givens are told, all of it optional. */
export interface GivenOptions {
  readonly connection?: Connection;
  /** For a learner's own lab cloud; left out on AWS and in a cloud that grades. */
  readonly solution?: readonly SolutionFile[];
  /** Takes one line for each thing that was set up. */
  say?(line: string): void;
}

/** What a lab needs of AWS, and what it uses there: estimates are made of it, and a region is asked for it. */
export interface AwsNeeds {
  /** How long the lab takes. */
  readonly hours: number;
  /** As AWS's clients call them: `kinesis`, `firehose`. */
  readonly services: readonly string[];
  /** What stands, and is billed by the hour, by the id of its price in `cloud/prices.json`. */
  readonly perHour: Readonly<Record<string, number>>;
  /** What is billed by use, for one run of the whole lab, by the id of its price. */
  readonly perRun: Readonly<Record<string, number>>;
}

/** A lab, as everything that is not the lesson itself needs to know it. */
export interface Lab {
  /** `01-streaming-ingestion`: its folder in `course/`, and the beginning of its exercises' ids. */
  readonly id: string;
  /** `01`: what a person types, as in `npx labs check 01`. */
  readonly number: string;
  readonly title: string;
  /** The learner's notebook: `notebooks/01-streaming-ingestion.ipynb`. */
  readonly notebook: string;
  /** The scripts a learner edits, by their path in the project; their sources are in the lab's folder `scripts/`. */
  readonly scripts: readonly string[];
  /** Undefined for a lab that says nothing of it. */
  readonly onAws: AwsNeeds | undefined;
  /** Sets up what the lab takes as already there, on AWS as in the lab cloud; what is there stays. Read only when it is called. */
  readonly applyGivens: (options: GivenOptions) => Promise<void>;
}

/** What is said of a lab in the list of labs. */
export interface LabFacts {
  readonly title: string;
  readonly scripts?: readonly string[];
  readonly onAws?: AwsNeeds;
  /** Its `given/index.ts`, for a lab that takes something as given. */
  readonly given?: () => Promise<{ applyGivens(options: GivenOptions): Promise<void> }>;
}

/** Fills in what follows from a lab's id. */
export function lab(id: string, { title, scripts = [], onAws, given }: LabFacts): Lab {
  return {
    id,
    number: id.replace(/-.*$/, ""),
    title,
    notebook: `notebooks/${id}.ipynb`,
    scripts,
    onAws,
    applyGivens: async (options) => {
      if (given === undefined) options.say?.(`Lab ${id.replace(/-.*$/, "")} takes nothing as given.`);
      else await (await given()).applyGivens(options);
    },
  };
}
