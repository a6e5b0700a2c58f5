import type { Messages } from "#web/booking/waiting/without/messages.en.ts";

export const messages: Messages = {
  joinAccessible: "휠체어석 대기하기",
  join: "대기열 참여하기",
  joinLast: "맨 뒤에 다시 서기",
  signIn: "로그인하고 참여하기",
  signInAgain: "다시 로그인하기",
  backToConcerts: "공연 목록",
  backToConcert: "공연 안내",
  myReservations: "내 예매",
  accessibleLeft: (count) =>
    `동반자석이 딸린 휠체어석이 ${count}자리 남아 있어요. 필요하신 분은 지금 참여할 수 있어요.`,
  waitingNow: (count) => `지금 ${count}명이 기다리고 있어요.`,
  whys: {
    "signed out": ["대기열 참여하기", "로그인이 필요해요. 한 계정에 순서는 하나이고, 모든 기기에서 같아요."],
    "not joined": ["대기열 참여하기", "어느 기기에서나 같은 순서로 기다리고, 언제든 나갈 수 있어요."],
    "signed out again": ["다시 로그인해 주세요", "로그아웃되었어요. 순서는 그대로예요."],
    left: ["대기열에서 나왔어요", "순서를 포기했어요."],
    gone: ["대기 순서가 없어졌어요", "다른 기기나 탭에서 나갔거나, 이미 결제를 마쳤어요."],
    missed: ["차례가 지나갔어요", "차례가 왔지만 시간 안에 입장하지 않아 다음 분에게 넘어갔어요."],
    "pass ended": [
      "예매할 수 있는 시간이 끝났어요",
      "잡아 둔 좌석은 결제 시간이 끝날 때까지 그대로예요. 내 예매에서 볼 수 있어요.",
    ],
    "sold out": [
      "지금은 매진이에요",
      "결제하지 않은 좌석이나 취소표가 다시 나올 수 있어요. 이 화면이 계속 확인하고, 나오면 바로 참여할 수 있어요.",
    ],
    closed: ["예매가 끝났어요", "이제 입장할 수 없어요."],
    "no concert": ["공연을 찾을 수 없어요", "주소가 잘못되었거나 없어진 공연이에요."],
    failed: ["예상하지 못한 문제가 생겼어요", "순서가 있었다면 그대로예요. 다시 확인해 주세요."],
  },
  lookAgain: "다시 확인하기",
};
