/** How the course is started. Ports that are not given are chosen. */
export interface SessionPlan {
  readonly port: number | undefined;
  readonly cloudPort: number | undefined;
  readonly browser: boolean;
  /** On AWS: whether the learner has agreed in advance, and the required account. */
  readonly yes: boolean;
  readonly account: string | undefined;
}
