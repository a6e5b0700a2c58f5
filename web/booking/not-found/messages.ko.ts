import type { Messages } from "#web/booking/not-found/messages.en.ts";

export const messages: Messages = {
  title: "찾으시는 페이지가 없어요",
  text: "주소가 잘못되었거나 없어진 페이지예요. 대기 순서와 예매 내역은 계정에 그대로 있어요.",
  concerts: "공연 목록 보기",
  account: "내 예매 보기",
};
