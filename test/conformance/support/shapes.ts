/** The parts of the HTTP API's bodies that the suite reads. It does not import contract/, so that it judges independently. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  readonly [evidence: string]: unknown;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface Concert {
  readonly concertId: string;
  readonly title: string;
  readonly artist: string;
  readonly venue: string;
  readonly timeZone: string;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly kind: string | null;
  readonly posterUrl: string | null;
  readonly ageLimit: number | null;
  readonly runningMinutes: number | null;
  readonly organiser: string | null;
  readonly contact: string | null;
  /** Not in a list. */
  readonly description?: string | null;
}

export interface Performance {
  readonly performanceId: string;
  readonly concertId: string;
  readonly startsAt: string;
  readonly timeZone: string;
  readonly salesOpenAt: string;
  readonly salesCloseAt: string;
  readonly cancellableUntil: string;
  readonly refundRule: {
    readonly preset: string | null;
    readonly steps: readonly RefundStep[];
    readonly fullRefund: { readonly withinHours: number; readonly ifBoughtBefore: string } | null;
  };
  readonly seatLimit: number;
  readonly orphanRule: "OFF" | "WARN" | "REFUSE";
  readonly accessibleUntil: string;
  readonly chartId: string;
  readonly prices: readonly { readonly category: string; readonly types: readonly object[] }[];
  readonly capacity: number;
  readonly seatsLeft: number;
  readonly sections: readonly {
    readonly sectionId: string;
    readonly label: string;
    readonly kind: "SEATS" | "TABLES" | "STANDING";
    readonly categories: readonly { readonly category: string; readonly price: number; readonly capacity: number }[];
    readonly capacity: number;
    readonly accessibleUnits: number;
    readonly seatsLeft: number;
  }[];
}

export interface ScheduledPerformance extends Omit<Performance, "seatsLeft" | "sections"> {
  readonly calledOff: boolean;
}

export interface Seat {
  readonly seatId: string;
  readonly section: string;
  readonly row: string;
  readonly seat: string;
  readonly label: string;
  readonly category: string;
  readonly price: number;
}

export interface SeatMap {
  readonly performanceId: string;
  readonly seats: readonly (Seat & { readonly status: "AVAILABLE" | "HELD" | "SOLD" | "BLOCKED" })[];
  readonly serverTime: string;
}

export interface QueueToken {
  readonly concertId: string;
  readonly token: string;
  readonly status: "WAITING" | "ADMITTED";
  readonly lane: "GENERAL" | "PRESALE";
  readonly arrival: number | null;
  readonly number: number | null;
  readonly ahead: number | null;
  readonly estimatedWaitSeconds: { readonly low: number; readonly high: number } | null;
  readonly seatsLeft: number | null;
  readonly chance: "likely" | "possible" | "unlikely" | null;
  readonly expiresAt: string | null;
  readonly nextPollSeconds: number;
  readonly serverTime: string;
}

export interface Queue {
  readonly concertId: string;
  readonly status: "LOBBY" | "OPEN" | "PAUSED" | "SOLD_OUT" | "CLOSED";
  readonly opensAt: string;
  readonly closesAt: string;
  readonly issued: number;
  readonly served: number;
  readonly presale: { readonly sharePercent: number; readonly issued: number; readonly served: number } | null;
  readonly admittedPerMinute: number;
  readonly admission: {
    readonly tickSeconds: number;
    readonly admitPerTick: number;
    readonly claimSeconds: number;
    readonly room: number;
    readonly perSecond: number;
    readonly vacant: number;
  };
  readonly seatsLeft: number | null;
  readonly soldOut: readonly string[];
  readonly demand: { readonly seatsHeld: number; readonly undecided: number; readonly seatsPerPerson: number };
  readonly nextPollSeconds: number;
  readonly draw: {
    readonly at: string;
    readonly commitment: string;
    readonly seed: string | null;
    readonly lobbySize: number | null;
    readonly presaleLobbySize: number | null;
  };
  readonly serverTime: string;
}

export interface QueueStats {
  readonly concertId: string;
  readonly status: Queue["status"];
  readonly settings: {
    readonly maxActive: number;
    readonly admitPerTick: number;
    readonly claimSeconds: number;
    readonly passSeconds: number;
    readonly paused: boolean;
    readonly opensAt: string;
    readonly closesAt: string;
    readonly presale: { readonly group: string; readonly sharePercent: number } | null;
  };
  readonly issued: number;
  readonly served: number;
  readonly presale: { readonly issued: number; readonly served: number; readonly waiting: number } | null;
  readonly waiting: number;
  readonly admitted: number;
  readonly active: number;
  readonly claimed: number;
  readonly noShowRate: number | null;
  readonly admittedPerMinute: number;
  readonly meanStaySeconds: number;
  readonly estimatedWaitSeconds: { readonly low: number; readonly high: number } | null;
  readonly seatsLeft: number;
  readonly seatsHeld: number;
  readonly buyers: number;
  readonly serverTime: string;
}

export interface QueueChangeRecord {
  readonly revision: number;
  readonly at: string;
  readonly by: string;
  readonly changes: readonly { readonly setting: string; readonly from: unknown; readonly to: unknown }[];
}

export interface Reservation {
  readonly reservationId: string;
  readonly concertId: string;
  readonly performanceId: string;
  readonly status: "HELD" | "PAID" | "EXPIRED" | "RELEASED" | "CANCELLED";
  readonly seats: readonly Seat[];
  readonly returnedSeats: readonly Seat[];
  readonly amount: number;
  readonly promotionCode: string | null;
  readonly expiresAt: string;
  readonly createdAt: string;
  readonly extendedAt: string | null;
  readonly extensions: number;
  readonly extensionsLeft: number;
  readonly organiserAct: "CALLED_OFF" | "REFUNDED" | null;
  readonly warnings: readonly {
    readonly code: "ORPHAN_SEATS";
    readonly seatIds: readonly string[];
    readonly instead: readonly string[];
  }[];
  readonly refundRule: { readonly steps: readonly RefundStep[]; readonly fullRefundUntil: string | null };
  readonly paymentId: string | null;
  readonly serverTime: string;
}

export interface RefundStep {
  readonly until: string;
  readonly feePercent: number;
  readonly bookingFeeBack: boolean;
}

export interface RefundSums {
  readonly price: number;
  readonly bookingFees: number;
  readonly cancellationFees: number;
  readonly amount: number;
}

export interface CancellationQuote extends RefundSums {
  readonly reservationId: string;
  readonly seats: readonly Seat[];
  readonly holdsUntil: string;
  readonly serverTime: string;
}

export interface Receipt {
  readonly paymentId: string;
  readonly receiptNumber: string;
  readonly reservationId: string;
  readonly concertId: string;
  readonly performanceId: string;
  readonly status: "PAID" | "PARTLY_CANCELLED" | "CANCELLED";
  readonly seats: readonly Seat[];
  readonly price: number;
  readonly bookingFees: number;
  readonly amount: number;
  readonly balanceAfter: number;
  readonly entrySeq: number;
  readonly paidAt: string;
  readonly refunds: readonly Refund[];
  readonly signedReceipt: string;
  readonly qr: string;
}

export interface Refund extends RefundSums {
  readonly refundId: string;
  readonly seats: readonly Seat[];
  readonly balanceAfter: number;
  readonly entrySeq: number;
  readonly refundedAt: string;
  readonly organiserAct: "CALLED_OFF" | "REFUNDED" | null;
}

export interface Balance {
  readonly balance: number;
  readonly updatedAt: string | null;
}

export interface LedgerEntry {
  readonly seq: number;
  readonly kind: "TOP_UP" | "PAYMENT" | "REFUND";
  readonly amount: number;
  readonly bookingFees: number;
  readonly cancellationFees: number;
  readonly balanceAfter: number;
  readonly counterAccount: string;
  readonly reference: string;
  readonly at: string;
}

export interface Webhook {
  readonly webhookId: string;
  readonly url: string;
  readonly eventTypes: readonly string[] | null;
  readonly concertId: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly disabledAt: string | null;
  /** Only in the response to its creation. */
  readonly secret?: string;
}

export interface Promotion {
  readonly concertId: string;
  readonly code: string;
  readonly percentOff: number | null;
  readonly amountOff: number | null;
  readonly usesMax: number;
  readonly used: number;
  readonly from: string | null;
  readonly until: string | null;
  readonly categories: readonly string[] | null;
  readonly createdAt: string;
  readonly createdBy: string;
}

export interface BlockedSeats {
  readonly performanceId: string;
  readonly blocked: readonly string[];
  readonly unblocked: readonly string[];
  readonly serverTime: string;
}

export interface PerformanceChangeRecord {
  readonly changeId: string;
  readonly kind: "CHANGED" | "SEATS_BLOCKED" | "CALLED_OFF" | "REFUNDED";
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly changes?: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[];
  readonly blocked?: readonly string[];
  readonly unblocked?: readonly string[];
  readonly refund?: {
    readonly reservationId: string;
    readonly refundId: string;
    readonly seatIds: readonly string[];
    readonly amount: number;
  };
}

export interface CallOffPreview {
  readonly performanceId: string;
  readonly holds: number;
  readonly reservations: number;
  readonly people: number;
  readonly won: number;
}

export interface CallOff {
  readonly performanceId: string;
  readonly status: "RUNNING" | "DONE";
  readonly calledOffAt: string;
  readonly by: string;
  readonly reason: string;
  readonly holds: number;
  readonly reservations: number;
  readonly won: number;
  readonly sections: number;
  readonly sectionsDone: number;
  readonly doneAt: string | null;
}
