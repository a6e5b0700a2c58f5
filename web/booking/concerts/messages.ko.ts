import type { Messages } from "#web/booking/concerts/messages.en.ts";

export const messages: Messages = {
  title: "공연",
  lead: "서두르거나 새로고침할 필요가 없어요. 대기 순서는 계정에 저장되고, 좌석은 직접 고를 수 있어요.",
  opens: "예매 시작:",
  until: (day) => `${day}까지 예매`,
  ended: (day) => `${day}에 예매 종료`,
  loading: "공연을 불러오고 있어요…",
  empty: "지금은 예매할 수 있는 공연이 없어요",
  emptyText: "새 공연이 등록되면 바로 여기에 보여요.",
  more: "더 보기",
  moreShown: (count) => `공연 ${count}개를 더 불러왔어요.`,
};
