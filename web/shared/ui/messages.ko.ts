import type { Messages } from "#web/shared/ui/messages.en.ts";

export const messages: Messages = {
  skip: "본문 바로가기",
  home: "Encore: 예매 중인 공연",
  language: "언어",
  myPage: "내 예매",
  signIn: "로그인",
  busy: "잠시만요…",
  close: "닫기",
  fewer: (label) => `${label} 하나 줄이기`,
  more: (label) => `${label} 하나 늘리기`,
  yourTime: (time, zone) => `내 시간대로는 ${time} (${zone})`,
  loading: "불러오고 있어요",
  retry: "다시 시도",
  reload: "새로고침",
  footerApi: "API",
  footerErrors: "오류 코드",
  footerFair: "예매 시작 전에 참여한 분들의 순서는 추첨으로 정해요.",
  offline: { title: "인터넷 연결이 끊겼어요", text: "다시 연결되면 자동으로 이어져요. 사라지는 것은 없어요." },
  unreachable: {
    title: "지금은 연결할 수 없어요",
    text: "인터넷 연결이나 저희 서비스에 문제가 있을 수 있어요. 순서와 좌석은 그대로예요.",
  },
};
