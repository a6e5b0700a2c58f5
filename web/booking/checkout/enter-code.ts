import type { Checkout } from "#web/booking/checkout/checkout.ts";
import { call } from "#web/shared/api/client.ts";

/** Enters a promotion code, or takes it out. @throws what `Checkout.change` throws */
export const enterCode = (checkout: Checkout, promotionCode: string | null): Promise<void> =>
  checkout.change("code", async () => {
    const params = { reservationId: checkout.reservationId };
    // After too many wrong codes the service wants a pause of minutes, which must not be waited for in silence.
    return (await call("changeReservation", { params, body: { promotionCode }, retriesMax: 0 })).body;
  });
