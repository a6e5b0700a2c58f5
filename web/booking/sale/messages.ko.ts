import type { Messages } from "#web/booking/sale/messages.en.ts";

export const messages: Messages = {
  phases: { soon: "곧 예매 시작", open: "예매 중", later: "예매 예정", over: "예매 종료" },
  opensIn: (time) => `${time} 후 시작`,
  opensNow: "지금 시작해요",
  kinds: {
    CONCERT: "콘서트",
    MUSICAL: "뮤지컬",
    PLAY: "연극",
    CLASSICAL: "클래식",
    SPORTS: "스포츠",
    OTHER: "공연",
  },
};
