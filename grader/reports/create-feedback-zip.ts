import type { GradeResults } from "./results";
import { getFolder, type Report, type ReportFile } from "./report";

interface FeedbackZipOptions {
  /**
   * The name in the zip, made from the name of the file or folder in the LMS's export; undefined if the name is not
   * from this LMS.
   */
  toNameInZip(exported: string): string | undefined;
  /** Makes one page for each submission, in the submission's folder. */
  readonly pages: Report;
  readonly beside?: Readonly<Record<string, string>>;
}

/** A zip with a page for each submission that came from one LMS's export; no file if none did. */
export function createFeedbackZip(
  path: string,
  results: GradeResults,
  { toNameInZip, pages, beside = {} }: FeedbackZipOptions,
): ReportFile[] {
  const names = new Map(
    results.submissions.map(({ id, exportedAs = "" }) => [getFolder(id), toNameInZip(exportedAs)] as const),
  );
  const zip = pages(results).flatMap(({ path: page, text }) => {
    const name = names.get(page.slice(0, page.lastIndexOf("/")));
    return name === undefined ? [] : [[name, text] as const];
  });
  return zip.length === 0 ? [] : [{ path, text: "", zip: { ...beside, ...Object.fromEntries(zip) } }];
}
