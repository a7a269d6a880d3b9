/**
 * The values of one resource that change by themselves or very often: counters, sizes, states, times in ms since the
 * epoch.
 */
export type LiveFigures = Readonly<Record<string, number | string>>;
