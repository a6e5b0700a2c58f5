import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import { Construct } from "constructs";
import { runbookPath } from "#lib/operations/runbooks.ts";

export interface DailyBudgetProps {
  readonly stageName: string;
  /** What the stage may cost a day, in US dollars, before a mail is sent. */
  readonly dollars: number;
  readonly email: string;
}

/** The page about the cost of the day; a budget has no description that could name it. */
export const COST_PAGE = "cost-of-the-day";

/**
 * Sends a mail on the day on which the stage costs more than it may. AWS adds up costs a few times a day, so it comes hours
 * late; the dashboard shows what drives the costs within a minute. Costs are told apart by the tag `stage`, which somebody has
 * to activate once in the account's billing settings.
 * @see the page that COST_PAGE names
 */
export class DailyBudget extends Construct {
  constructor(scope: Construct, id: string, { stageName, dollars, email }: DailyBudgetProps) {
    super(scope, id);
    const budget = new CfnBudget(this, "Budget", {
      budget: {
        budgetType: "COST",
        timeUnit: "DAILY",
        budgetLimit: { amount: dollars, unit: "USD" },
        costFilters: { TagKeyValue: [`user:stage$${stageName}`] },
      },
      notificationsWithSubscribers: [
        {
          notification: { notificationType: "ACTUAL", comparisonOperator: "GREATER_THAN", threshold: 100 },
          subscribers: [{ subscriptionType: "EMAIL", address: email }],
        },
      ],
    });
    budget.addMetadata("encore:runbook", runbookPath(COST_PAGE));
  }
}
