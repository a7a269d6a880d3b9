/** Something that the code of an exercise has made in the cloud of its run: plain data. */
export interface MadeThing {
  /** The exercise's id. */
  readonly exercise: string;
  readonly kind: "data stream" | "Firehose" | "S3 bucket" | "Lambda function";
  readonly name: string;
  /** What each setting is. More than one value: each was right at some time of the run. */
  readonly settings: Readonly<Record<string, readonly string[]>>;
  /** How the learner brings their own cloud up to date: the exercise's cell changes the thing, or creates it only where there is none. */
  readonly cell: "changes" | "creates";
  /** True: it is another exercise's to make; this one decides some of its settings. */
  readonly byAnother?: true;
  /** The exercise whose cell makes it then, if that is an exercise's. */
  readonly madeIn?: string;
}

/** Names that belong to the lab: what is called so and was not made by the run, the learner may have made by mistake. */
export interface LabNames {
  readonly exercise: string;
  readonly kind: MadeThing["kind"];
  readonly prefix: string;
  /** What may be there. */
  readonly known: readonly string[];
}

/** What a lab's run has made, as far as its exercises ask for it. */
export interface MadeInRun {
  readonly things: readonly MadeThing[];
  readonly names: readonly LabNames[];
}

/** The same, for the learner's own cloud to be compared with. */
export interface MadeByCode extends MadeInRun {
  /** The account of the run, which stands in names and settings. */
  readonly account: string;
  /** The number of each exercise in the lab's text, such as `2.1.4`, in the lab's order. */
  readonly places: Readonly<Record<string, string>>;
}

/**
 * What some exercises have made.
 *
 * @param ids       which
 * @param exercises all of the lab, in its order
 */
export function madeBy(
  ids: ReadonlySet<string>,
  made: MadeInRun,
  { account, exercises }: { account: string; exercises: readonly { id: string; title: string }[] },
): MadeByCode {
  return {
    account,
    things: made.things.filter(({ exercise }) => ids.has(exercise)),
    names: made.names.filter(({ exercise }) => ids.has(exercise)),
    places: Object.fromEntries(exercises.map(({ id, title }) => [id, /^[\d.]*\d/.exec(title)?.[0] ?? title])),
  };
}
