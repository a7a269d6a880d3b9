import { isCode, type ICell, type INotebookContent } from "@jupyterlab/nbformat";

/** A kind of text that differs from run to run. */
interface Mask {
  readonly what: string;
  readonly pattern: RegExp;
}

/**
 * Texts that are not compared when a solution is run again, in the order of masking: longer texts first, since they contain
 * parts that look like shorter ones. All other text of an output must be the same.
 */
export const MASKS: readonly Mask[] = [
  {
    what: "a request id or any other UUID",
    pattern: /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  },
  { what: "a sequence number", pattern: /\b49\d{54}\b/g },
  { what: "a shard iterator or another opaque token", pattern: /\b[A-Za-z0-9+/]{80,}={0,2}/g },
  { what: "a date and time", pattern: /\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?/g },
  { what: "a date and time in an object's key", pattern: /\b\d{4}([-/]\d{2}){3}(-\d{2}){0,2}/g },
  { what: "a date", pattern: /\b\d{4}-\d{2}-\d{2}\b/g },
  { what: "a time of day", pattern: /\b\d{2}:\d{2}(:\d{2}(\.\d+)?)?\b/g },
  { what: "milliseconds since 1970", pattern: /\b[12]\d{12}\b/g },
  { what: "seconds since 1970, with their fraction", pattern: /\b[12]\d{9}\.\d+\b/g },
  { what: "whole seconds since 1970", pattern: /\b1[5-9]\d{8}\b/g },
  { what: "a time in the folders of partitions", pattern: /\b(year|month|day|hour|minute)=\d{2,4}\b/g },
  { what: "the memory a function used", pattern: /Max Memory Used: \d+ MB/g },
  { what: "a duration", pattern: /\b\d+(\.\d+)? ?(ms|s|seconds?|minutes?)\b/g },
  { what: "the port of the lab cloud", pattern: /\b127\.0\.0\.1:\d+/g },
];

/** Replaces every masked text by the name of its mask. */
export function maskText(text: string): string {
  return MASKS.reduce((rest, { what: label, pattern }) => rest.replace(pattern, `<${label}>`), text);
}

/**
 * The parts of a solution notebook that are compared: all except masked texts; of cells whose outputs vary, only the kinds
 * of output.
 *
 * @param varying ids of these cells
 * @returns       the text itself if it isn't a notebook, so that it equals no notebook
 */
export function getComparableText(text: string, varying: readonly string[]): string {
  try {
    const { cells, ...rest }: INotebookContent = JSON.parse(text);
    const compared = cells.map((cell) =>
      varying.includes(String(cell.id)) ? { ...cell, outputs: getKinds(cell) } : cell,
    );
    return maskText(JSON.stringify({ ...rest, cells: compared }));
  } catch {
    return text;
  }
}

function getKinds(cell: ICell): string[] {
  if (!isCode(cell)) return [];
  return cell.outputs.map((output) => [output.output_type, ...Object.keys(output["data"] ?? {})].join(" "));
}
