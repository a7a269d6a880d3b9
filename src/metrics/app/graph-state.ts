/** What the operators know of an open window of one metric of one component. */
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

/** What all operators know, as plain data for a checkpoint. */
export interface GraphState {
  /** null: no event yet (JSON has no minus infinity). */
  readonly watermarkMs: number | null;
  readonly windows: readonly OpenWindowState[];
  /** Events that came after their window had been emitted. */
  readonly late: number;
  /** Records that are no metric events. */
  readonly unreadable: number;
}
