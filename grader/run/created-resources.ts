/** A resource that the code of an exercise has made in the cloud of its run: plain data. */
export interface CreatedResource {
  /** The exercise's id. */
  readonly exercise: string;
  readonly kind: "data stream" | "Firehose" | "S3 bucket" | "Lambda function" | "analytics application";
  readonly name: string;
  /** Values of each setting. If there are several, each was right at some time of the run. */
  readonly settings: Readonly<Record<string, readonly string[]>>;
  /**
   * How the learner brings their own cloud up to date: the exercise's cell changes the resource, creates it only if it does not exist, or adds
   * settings only if they have no value.
   */
  readonly cell: "changes" | "creates" | "adds";
  /** True: another exercise makes the resource; this one sets some of its settings. */
  readonly byAnother?: true;
  /** True: a cell of the lab that is no exercise makes the resource; this exercise sets some of its settings. */
  readonly byLab?: true;
  /** The exercise whose cell makes the resource in this case, if an exercise does. */
  readonly madeIn?: string;
  /**
   * The settings are those of a Firehose that converts the format of its records (true), or doesn't (false): the learner's own is compared with
   * them only if it does the same. Without it, they are those of both.
   */
  readonly converts?: boolean;
}

/** Names that belong to the lab: a resource with such a name that the run did not make may be a learner's mistake. */
interface LabNames {
  readonly exercise: string;
  readonly kind: CreatedResource["kind"];
  readonly prefix: string;
  /** Names that may exist. */
  readonly known: readonly string[];
}

/** The resources that a lab's run has made, those that its exercises ask for. */
export interface CreatedResources {
  readonly resources: readonly CreatedResource[];
  readonly names: readonly LabNames[];
}

/** The resources of a run, to compare the learner's own cloud with. */
export interface CodeResources extends CreatedResources {
  /** The account of the run, which is part of names and settings. */
  readonly account: string;
  /** The number of each exercise in the lab's text, such as `2.1.4`, in the lab's order. */
  readonly places: Readonly<Record<string, string>>;
}

/**
 * The resources that some exercises have made.
 *
 * @param ids       the ids of these exercises
 * @param exercises all exercises of the lab, in its order
 */
export function selectCreated(
  ids: ReadonlySet<string>,
  resources: CreatedResources,
  { account, exercises }: { account: string; exercises: readonly { id: string; title: string }[] },
): CodeResources {
  return {
    account,
    resources: resources.resources.filter(({ exercise }) => ids.has(exercise)),
    names: resources.names.filter(({ exercise }) => ids.has(exercise)),
    places: Object.fromEntries(exercises.map(({ id, title }) => [id, /^[\d.]*\d/.exec(title)?.[0] ?? title])),
  };
}
