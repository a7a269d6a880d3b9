/**
 * How long a change takes, in ms of cloud time: `usual` in a lab cloud without lag, `lagging` in one with the delays of
 * AWS (`--lag`). The latter is AWS's documented time, or an estimate from reports of users: the constants say which.
 */
export interface Duration {
  readonly usual: number;
  readonly lagging: number;
}

/** The duration in ms of cloud time. */
export const getDuration = ({ lags }: { readonly lags: boolean }, { usual, lagging }: Duration): number =>
  lags ? lagging : usual;
