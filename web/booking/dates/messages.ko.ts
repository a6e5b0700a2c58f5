import type { Messages } from "#web/booking/dates/messages.en.ts";

export const messages: Messages = {
  title: "날짜 선택",
  loading: "날짜를 불러오고 있어요…",
  intro: "차례가 되었어요. 날짜를 고른 다음 좌석을 골라 주세요.",
  left: (count) => `${count}석 남음`,
  few: (count) => `${count}석만 남았어요`,
  soldOut: "지금은 매진",
  soldOutHint: "결제되지 않은 좌석이 다시 나올 수 있어요. 나오면 이 화면에 바로 보여요.",
  from: (price) => `${price}부터`,
  fee: (fee) => `좌석당 예매 수수료 ${fee} 별도`,
  choose: "좌석 고르기",
  chooseLabel: (date) => `${date} 좌석 고르기`,
  noneTitle: "지금 판매하는 날짜가 없어요",
  noneText: "날짜마다 판매 시간이 정해져 있어요. 내 차례는 정해진 시간까지 그대로예요.",
  toConcert: "공연 정보로",
};
