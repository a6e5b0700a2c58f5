import type { Messages } from "#web/booking/waiting/messages.en.ts";

export const messages: Messages = {
  queue: "대기열",
  titleAhead: (ahead, concert) => `앞에 ${ahead}명 · ${concert}`,
  titleTurn: (concert) => `★ 내 차례예요! · ${concert}`,

  status: {
    LOBBY: "아직 예매가 시작되지 않았어요.",
    OPEN: "순서대로 입장하고 있어요.",
    PAUSED: "주최 측이 입장을 잠시 멈췄어요.",
    SOLD_OUT: "지금은 매진이에요. 취소표가 나올 수 있어요.",
    CLOSED: "예매가 끝났어요.",
  },
  upToDate: (time) => `${time} 기준`,
  nextLook: (left) => `${left} 뒤에 다시 확인해요`,
  connected: "다시 연결됐어요.",
  resumed: "다시 입장이 시작됐어요.",
  reopened: "좌석이 다시 나왔어요. 입장이 이어지고 있어요.",
  offline: "인터넷 연결이 끊겼어요. 다시 연결되면 자동으로 이어져요.",
  unreachable: (left) => `서비스에 연결할 수 없어요. ${left} 뒤에 다시 시도할게요.`,
  crowded: (left) => `접속자가 아주 많아요. ${left} 뒤에 다시 시도할게요.`,
  tooOften: (left) => `참여와 나가기를 여러 번 반복했어요. ${left} 뒤에 자동으로 참여돼요.`,
  placeKept: "순서는 그대로예요.",
  absence: (time, admitted) => `${time} 동안 화면이 꺼졌거나 연결이 끊겨 있었어요. 그사이 ${admitted}명이 입장했어요.`,

  loading: "내 순서를 찾고 있어요",
  joining: "대기열에 들어가고 있어요",
  joiningWhy: "잠시만요. 참여 신청을 보내고 있어요.",
  joined: "참여했어요",
  numberIn: (left) => `${left} 뒤에 여기에 순번이 나와요. 그동안 순서가 밀리지 않아요.`,
  numberNow: "곧 여기에 순번이 나와요.",

  opensIn: "예매 시작까지",
  opened: "예매가 시작됐어요.",
  presale: "선예매",
  proof: "추첨이 공정한지 어떻게 알 수 있나요?",

  number: "내 대기 순번",
  ahead: "명이 앞에 있어요",
  next: "바로 다음이에요",
  aheadAtFirst: (count) => `처음에는 앞에 ${count}명이 있었어요`,
  wait: "예상 대기 시간",
  noWait: "아직 알 수 없어요",
  waitWhy: "지금 속도로 계산했어요. 더 짧거나 길어질 수 있어요.",
  noWaitWhy: "지금은 아무도 입장하지 않고 있어요.",
  accessibleWaitWhy: (count) => `휠체어석만 ${count}자리 남아 있고, 그만큼만 순서대로 입장해요.`,
  chance: "좌석을 잡을 가능성",
  chances: { likely: "높아요", possible: "있어요", unlikely: "낮아요" },
  chanceWhy: {
    likely: "앞에 계신 분들이 보통 예매하는 수보다 남은 좌석이 많아요.",
    possible: "앞에 계신 분들이 몇 석을 예매하느냐에 달려 있어요.",
    unlikely: "앞에서 매진될 것 같아요. 결제하지 않은 좌석은 다시 나올 수 있어요.",
  },
  near: "곧 내 차례예요. 이 화면에 계세요.",

  whatNext: "앞으로 이렇게 진행돼요",
  nextTurn: "차례가 되면 이 화면에서 자동으로 입장해요. 그때 화면이 열려 있어야 해요.",
  nextClose: "화면을 닫아도 괜찮아요. 순서는 계정에 저장돼서 어느 기기로 들어와도 그대로예요.",
  nextBack: (claim, time) =>
    `늦지 않게 돌아오세요. 차례가 되면 ${claim} 동안만 기다려요. 넉넉하게 ${time}까지는 돌아오세요.`,
  nextStay: (claim) => `곧 차례가 올 수 있고 ${claim} 동안만 기다려요. 지금은 이 화면에 계시는 게 좋아요.`,
  nextLobby: (claim) =>
    `예매가 시작될 때는 이 화면에 계세요. 바로 차례가 되는 분도 있고, 차례는 ${claim} 동안만 기다려요.`,
  nextUnknown: (claim) =>
    `멈춰 있는 동안에는 차례가 오지 않아요. 가끔 들러 보세요. 차례가 되면 ${claim} 동안만 기다려요.`,

  callMe: "차례가 되면 알려 주세요",
  sound: "소리로 알림",
  soundOn: "방금 들린 소리예요. 이 화면이 열려 있는 동안 울려요.",
  noSound: "이 브라우저에서는 소리를 낼 수 없어요.",
  notify: "알림 띄우기",
  notifyOn: "다른 화면을 보고 있을 때 알림이 떠요.",
  notifyDenied: "브라우저에서 이 사이트의 알림을 막아 두었어요. 브라우저 설정에서 허용할 수 있어요.",
  callWhy: "휴대폰이 잠기면 화면이 멈춰서 알려 드리지 못할 수 있어요.",

  prices: "가격",
  soldOut: "매진",
  otherTab: "다른 탭에서도 열려 있어요. 괜찮아요. 두 탭은 같은 순서를 보여 주고, 하나는 닫아도 돼요.",

  leave: "대기열에서 나가기",
  leaveFailed: "나가기를 확인하지 못했어요. 아직 대기 중이에요. 다시 시도해 주세요.",

  turn: "내 차례예요",
  turnWhy: "입장하고 있어요. 잠시만 기다려 주세요.",
  admitted: "내 차례예요",
  admittedBefore: "이미 입장했어요",
  passLeft: "예매할 수 있는 시간",
  passWhy: "이 시간 안에 좌석을 잡아 주세요. 잡은 좌석의 결제 시간은 따로 주어져요.",
  passOpen: "이제 좌석을 골라 주세요.",
  choose: "날짜와 좌석 고르기",

  sayJoined: (ahead, wait) => `대기열에 들어왔어요. 앞에 ${ahead}명, 예상 대기 시간 ${wait}.`,
  sayDrawn: (number, ahead) => `추첨이 끝났어요. 내 대기 순번은 ${number}번, 앞에 ${ahead}명이 있어요.`,
  sayProgress: (ahead, wait, chance) => `앞에 ${ahead}명, 예상 대기 시간 ${wait}. 좌석을 잡을 가능성이 ${chance}.`,
  sayPass: (left) => `예매할 수 있는 시간이 ${left} 남았어요.`,
};
