/** How the course is started. Ports that are not given are chosen. */
export interface SessionPlan {
  readonly port: number | undefined;
  readonly cloudPort: number | undefined;
  readonly browser: boolean;
}
