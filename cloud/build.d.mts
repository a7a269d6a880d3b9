/**
 * Bundles the command line and the front door into dist/, if a source is newer.
 *
 * @returns the paths of the program (`cli`) and of the module that exports its `commandLine`
 */
export function buildCloud(options?: {
  readonly force?: boolean;
}): Promise<{ readonly cli: string; readonly commandLine: string }>;
