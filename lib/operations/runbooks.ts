/** The pages of docs/runbooks that alarms name. A test keeps pages and alarms together. */
export type Runbook =
  | "admission-stopped"
  | "audit-findings"
  | "background-work"
  | "cost-of-the-day"
  | "dead-letters"
  | "failed-backups"
  | "failing-deliveries"
  | "late-changes"
  | "late-expiry"
  | "late-joins"
  | "pending-top-ups"
  | "server-errors"
  | "slow-functions"
  | "table-throttles"
  | "throttles";

/** Where the page is in the repository. */
export const runbookPath = (page: Runbook): string => `docs/runbooks/${page}.md`;
