/** What becomes of a hold. Pure. */

/** What is left of a hold, once its reservation says that it is not held. */
export type HoldEnd = "paid" | "expired" | "released" | "calledOff" | "cancelled";

interface Ended {
  readonly status: "HELD" | "PAID" | "EXPIRED" | "RELEASED" | "CANCELLED";
  readonly organiserAct: "CALLED_OFF" | "REFUNDED" | null;
}

export const holdEnd = ({ status, organiserAct }: Ended): HoldEnd | undefined => {
  if (organiserAct === "CALLED_OFF" && status !== "HELD") return "calledOff";
  switch (status) {
    case "HELD":
      return undefined;
    case "PAID":
      return "paid";
    case "EXPIRED":
      return "expired";
    case "RELEASED":
      return "released";
    case "CANCELLED":
      return "cancelled";
  }
};
