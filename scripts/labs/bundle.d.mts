/**
 * Bundles the `labs` command and `npm start` into plain JavaScript, unless a bundle of the sources as they are now is there.
 *
 * @param root absolute path of the project
 */
export function bundleLabs(root: string): Promise<{
  /** Exports `main`, see `main.ts`. */
  readonly main: string;
  /** Exports `main`, see `scripts/start/main.ts`. */
  readonly start: string;
}>;
