/**
 * How long something takes, in ms of cloud time: in a lab cloud that does not keep anybody waiting, and as on AWS, in one that lags (`--lag`).
 * The latter is what AWS documents, or else an estimate from what its users report: the constants say which.
 */
export interface Duration {
  readonly usual: number;
  readonly lagging: number;
}

/** ms of cloud time. */
export const lasting = ({ lags }: { readonly lags: boolean }, { usual, lagging }: Duration): number =>
  lags ? lagging : usual;
