import type { Messages } from "#web/booking/refund-table/messages.en.ts";

export const messages: Messages = {
  caption: "취소하면 돌려받는 금액",
  when: "취소하는 때",
  back: "돌려받는 금액",
  throughDay: (day) => `${day}까지`,
  beforeTime: (time) => `${time} 전까지`,
  afterBuying: "예매 직후",
  ifPaidNow: "지금 결제하면",
  everything: "전액",
  everythingButFee: "티켓값 전액",
  percent: (percent) => `티켓값의 ${percent}%`,
  percentAlone: (percent) => `${percent}%`,
  feeToo: "수수료 포함",
  feeKept: "수수료 제외",
  feeOnly: "예매 수수료만",
  nothing: "없음",
  afterwards: "그 이후",
  closed: "취소할 수 없어요",
  closedNow: "이제 이 좌석은 취소할 수 없어요.",
  withinHours: (hours, lastMoment) =>
    `잘못 예매했다면, ${lastMoment} 예매한 좌석은 예매 후 ${hours} 안에 취소하면 전액을 돌려받아요.`,
  hours: (count) => `${count}시간`,
  zone: (zone) => `날짜와 시각은 공연장 현지 기준이에요(${zone}).`,
};
