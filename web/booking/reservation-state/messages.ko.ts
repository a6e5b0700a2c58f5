import type { Messages } from "#web/booking/reservation-state/messages.en.ts";

export const messages: Messages = {
  labels: {
    HELD: "결제 대기",
    EXPIRED: "시간 만료",
    RELEASED: "결제 전 포기",
    HOLD_CALLED_OFF: "공연 취소",
    PAID: "예매 완료",
    PARTLY_CANCELLED: "일부 취소",
    PARTLY_REFUNDED: "일부 환불",
    PAST: "공연 종료",
    CANCELLED: "취소 완료",
    REFUNDED: "환불 완료",
    CALLED_OFF_REFUND_DUE: "공연 취소",
    CALLED_OFF: "공연 취소",
  },
  seats: (count) => `${count}석`,
};
