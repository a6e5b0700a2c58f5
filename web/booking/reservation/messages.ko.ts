import type { Messages } from "#web/booking/reservation/messages.en.ts";

export const messages: Messages = {
  pageTitle: (concert) => `예매 내역: ${concert}`,
  kicker: "예매 내역",
  loading: "예매 내역을 불러오고 있어요",
  unknownConcert: "예매 내역",
  toAccount: "내 예매 전체 보기",

  signInTitle: "로그인하면 예매 내역을 볼 수 있어요",
  signInWhy: "예매 내역은 예매한 계정에만 보여 드려요.",
  notFoundTitle: "이 계정에 없는 예매예요",
  notFoundWhy: "주소가 잘렸거나 다른 계정으로 예매한 내역일 수 있어요.",

  states: {
    HELD: "좌석을 잡아 두었어요",
    PAID: "예매가 완료되었어요",
  },
  whyHeld: (time) => `${time}까지 결제해 주세요. 그 뒤에는 다른 사람이 예매할 수 있어요.`,
  whyPaid: (count) => `${count}석이 확정되었어요. ‘내 예매’에서 언제든 다시 볼 수 있어요.`,

  payNow: "결제하기",
  timeLeft: (time) => `${time} 남음`,

  when: "일시",
  where: "장소",
  seats: "좌석",
  cancelledSeat: "취소됨",
  refundedSeat: "환불됨",
  factsFailed: "공연 이름과 날짜를 불러오지 못했어요.",
  addToCalendar: "캘린더에 추가",
  print: "인쇄",
  calendarFailed: "캘린더 파일을 만들지 못했어요. 인터넷 연결을 확인해 주세요.",

  receipt: "영수증",
  receiptNumber: "영수증 번호",
  priceLine: (count, category, type) => `${category}${type === "" ? "" : ` ${type}`} × ${count}`,
  each: (price) => `1석 ${price}`,
  discount: "할인",
  bookingFees: "예매 수수료",
  total: "결제 금액",
  refundOf: (count, time) => `${time} ${count}석 취소`,
  refundByOrganiser: (count, time) => `${time} 주최 측 환불 ${count}석`,
  refundCalledOff: (time) => `${time} 공연 취소로 전액 환불`,
  keptFee: (amount) => `취소 수수료 ${amount} 제외`,
  returnedFee: (amount) => `앞서 뗀 취소 수수료 ${amount} 포함`,
  leftAfterRefunds: "환불 후 결제 금액",
  receiptFailed: "영수증을 불러오지 못했어요.",

  qrTitle: "영수증 QR 코드",
  qrWhat:
    "서명된 영수증이 그대로 담겨 있어요. 공개된 키만 있으면 누구나 인터넷 없이도 이 좌석이 결제되었음을 확인할 수 있어요.",
  qrNot:
    "결제 후에 취소한 좌석이나 지금 들고 있는 사람이 누구인지는 알 수 없어요. 확인이 필요한 사람에게만 보여 주세요.",
  qrEnlarge: "크게 보기",
  qrLabel: (number) => `영수증 ${number}의 QR 코드`,

  cancelTitle: "예매 취소",
  cancelIntro: "취소하기 전에 돌려받을 금액을 먼저 보여 드려요.",
  cancelOpen: "취소할 좌석 고르기",
  cancelClosedTitle: "이제 취소할 수 없는 예매예요",
  cancelClosedWhy: (time) => `취소는 ${time}까지 할 수 있었어요. 주최 측에 문의해 주세요.`,
  cancelAsk: (contact) => `주최 측 연락처: ${contact}`,
  refundRule: "취소 시기별 환불 금액",
  inZone: (time, zone) => `${time}(${zone})`,
};
