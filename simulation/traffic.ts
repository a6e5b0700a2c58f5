/** Requests a second: those that a CDN answers, and by route those that reach the API, within the stage's capacity. */
import type { RouteName } from "#contract/routes.ts";
import { routeCapacity, type StageCapacity } from "#lib/route-capacity.ts";
import type { Traffic } from "#simulation/result.ts";

/** The requests of one route. */
interface RouteTally {
  readonly route: RouteName;
  readonly perSecond: number;
  readonly burst: number;
  /** How many more may pass now: the bucket of API Gateway's limit. */
  tokens: number;
  now: number;
  passed: number;
  refused: number;
  busiest: number;
}

/** What a busy second is measured over, as charts and dashboards do. */
const WINDOW_SECONDS = 10;

export class TrafficCounter {
  private readonly stage: StageCapacity;
  private readonly routes = new Map<RouteName, RouteTally>();
  private readonly edge = { now: 0, total: 0, busiest: 0 };
  private readonly origin = { now: 0, total: 0, refused: 0, busiest: 0 };

  constructor(stage: StageCapacity) {
    this.stage = stage;
  }

  /** Requests to a route of the API. @returns whether its capacity lets them pass; if not, they are refused with 429 */
  request(route: RouteName, times = 1): boolean {
    const tally = this.tallyOf(route);
    if (tally.tokens < times) {
      tally.refused += times;
      this.origin.refused += times;
      return false;
    }
    tally.tokens -= times;
    tally.now += times;
    this.origin.now += times;
    return true;
  }

  /** A request that the CDN answers. */
  edgeRequest(): void {
    this.edge.now += 1;
  }

  /** Whether anybody asked the CDN in this second. */
  get isEdgeAsked(): boolean {
    return this.edge.now > this.edgeBefore;
  }

  private edgeBefore = 0;

  /** A second is over: the buckets are filled. */
  endSecond(second: number): void {
    for (const tally of this.routes.values()) {
      tally.tokens = Math.min(Math.max(tally.burst, tally.perSecond), tally.tokens + tally.perSecond);
    }
    this.edgeBefore = this.edge.now;
    if (second % WINDOW_SECONDS === WINDOW_SECONDS - 1) this.endWindow();
  }

  private endWindow(): void {
    for (const tally of this.routes.values()) {
      tally.passed += tally.now;
      tally.busiest = Math.max(tally.busiest, tally.now / WINDOW_SECONDS);
      tally.now = 0;
    }
    for (const sum of [this.edge, this.origin]) {
      sum.total += sum.now;
      sum.busiest = Math.max(sum.busiest, sum.now / WINDOW_SECONDS);
      sum.now = 0;
    }
    this.edgeBefore = 0;
  }

  traffic(): Traffic {
    this.endWindow();
    return {
      edge: { requests: this.edge.total, perSecondMax: this.edge.busiest },
      origin: {
        requests: this.origin.total,
        refused: this.origin.refused,
        perSecondMax: this.origin.busiest,
        perSecondLimit: this.stage.requestsPerSecondMax,
      },
      routes: Array.from(this.routes.values(), ({ route, perSecond, passed, refused, busiest }) => ({
        route,
        requests: passed,
        refused,
        perSecondMax: busiest,
        perSecondLimit: perSecond,
      })),
    };
  }

  private tallyOf(route: RouteName): RouteTally {
    const known = this.routes.get(route);
    if (known) return known;
    const { perSecond, burst } = routeCapacity(route, this.stage);
    const tally = {
      route,
      perSecond,
      burst,
      tokens: Math.max(burst, perSecond),
      now: 0,
      passed: 0,
      refused: 0,
      busiest: 0,
    };
    this.routes.set(route, tally);
    return tally;
  }
}
