/** How the course is started. Ports that are not given are chosen. */
export interface SessionPlan {
  readonly port: number | undefined;
  readonly cloudPort: number | undefined;
  readonly browser: boolean;
  /** On AWS: agreed ahead to what is shown, and the account that it has to be. */
  readonly yes: boolean;
  readonly account: string | undefined;
}
