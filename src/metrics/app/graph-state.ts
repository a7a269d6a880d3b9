/** The state of an open window for one metric of one component. */
export interface OpenWindowState {
  readonly startMs: number;
  readonly componentName: string;
  readonly metricName: string;
  readonly unit: string;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** The state of all operators, as plain data for a checkpoint. */
export interface GraphState {
  /** null: no event yet (JSON has no minus infinity). */
  readonly watermarkMs: number | null;
  readonly windows: readonly OpenWindowState[];
  /** The number of events that arrived after their window had been emitted. */
  readonly late: number;
  /** The number of records that are no metric events. */
  readonly unreadable: number;
}
