import type { Messages } from "#web/booking/checkout/price-types/messages.en.ts";

export const messages: Messages = {
  priceTypeOf: (seat) => `${seat} 권종`,
  typeOption: (name, won) => `${name} · ${won}`,
  typeFull: "이 예매에서는 더 고를 수 없어요",
  checkedAtDoor: "현장에서 확인하니 증빙 서류를 챙겨 오세요.",
  maxPerReservation: (count) => `한 번에 ${count}매까지 예매할 수 있어요.`,
  maxPerAccessibleSeat: (count) => `휠체어석 하나에 ${count}매까지예요.`,
  whichPrices: "어떤 가격을 고를 수 있나요?",
  forEverybody: "누구나 고를 수 있어요.",
  priceChanged: (won) => `이제 결제 금액은 ${won}이에요.`,
  typeNotOffered: "이 좌석에는 이 가격을 더 이상 고를 수 없어요. 바뀐 것은 없어요.",
  typeNeedsAccessible: (name) => `${name} 가격은 휠체어석과 함께 예매할 때만 고를 수 있어요.`,
  typeLimit: (name, count) =>
    `이 예매에서는 ${count}석까지만 ${name} 가격을 고를 수 있어요. 다른 좌석의 가격을 먼저 바꿔 주세요.`,
};
