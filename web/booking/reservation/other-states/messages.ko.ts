import type { Messages } from "#web/booking/reservation/other-states/messages.en.ts";

export const messages: Messages = {
  states: {
    EXPIRED: "결제 시간이 지났어요",
    RELEASED: "결제 전에 포기한 좌석이에요",
    HOLD_CALLED_OFF: "공연이 취소되었어요",
    PARTLY_CANCELLED: "좌석 일부를 취소했어요",
    PARTLY_REFUNDED: "좌석 일부가 환불되었어요",
    PAST: "공연이 끝났어요",
    CANCELLED: "취소한 예매예요",
    REFUNDED: "주최 측에서 환불한 예매예요",
    CALLED_OFF_REFUND_DUE: "공연이 취소되었어요",
    CALLED_OFF: "공연이 취소되었어요",
  },
  whyExpired: (time) => `${time}까지 결제하지 않아 다른 사람이 예매할 수 있게 되었어요. 결제된 금액은 없어요.`,
  whyReleased: "결제된 금액은 없어요.",
  whyHoldCalledOff: "잡아 둔 좌석도 함께 풀렸어요. 결제된 금액은 없어요.",
  whyPartlyCancelled: (kept, cancelled) => `${cancelled}석은 취소했고, ${kept}석은 그대로예요.`,
  whyPartlyRefunded: (kept, refunded) => `주최 측에서 ${refunded}석을 환불했고, ${kept}석은 그대로예요.`,
  whyPast: "영수증은 여기에 계속 남아 있어요.",
  whyCancelled: (refunded, paid) => `결제한 ${paid} 중 ${refunded}을 포인트로 돌려드렸어요.`,
  whyCancelledAll: (paid) => `결제한 ${paid}을 모두 포인트로 돌려드렸어요.`,
  whyCancelledShort: "환불 금액은 포인트로 돌려드렸어요.",
  whyRefundDue: "따로 신청하지 않아도 결제 금액 전액을 포인트로 돌려드려요. 지금 처리하고 있어요.",
  whyCalledOff: (refunded) => `결제한 금액 ${refunded}을 모두 포인트로 돌려드렸어요.`,
  whyCalledOffShort: "결제한 금액을 모두 포인트로 돌려드렸어요.",
  findSeats: "공연 페이지로",
};
