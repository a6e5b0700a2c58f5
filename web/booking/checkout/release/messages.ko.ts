import type { Messages } from "#web/booking/checkout/release/messages.en.ts";

export const messages: Messages = {
  releaseAsk: (count) => `잡아 둔 ${count}석을 포기할까요?`,
  releaseWhy: "바로 다른 사람이 예매할 수 있게 돼요. 내 차례인 동안에는 다른 좌석을 고를 수 있어요.",
  releaseKeep: "그대로 두기",
  released: "좌석을 포기했어요.",
};
