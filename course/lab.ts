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
}

/** Fills in what follows from a lab's id. */
export function lab(id: string, { title, scripts = [] }: { readonly title: string; readonly scripts?: readonly string[] }): Lab {
  return { id, number: id.replace(/-.*$/, ""), title, notebook: `notebooks/${id}.ipynb`, scripts };
}
